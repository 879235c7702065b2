package dev.broadside.stage;

import dev.broadside.template.Template;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of a template cannot change while clients are connected. */
final class Reload {
  private Reload() {}

  /** Refuses, before anything is done, a template that only a new stage can run. */
  static void refuseWhatStays(Template running, Template next) throws StageException {
    String stage = running.webSocketApi().stageName();
    if (!stage.equals(next.webSocketApi().stageName())) {
      throw new StageException(
          "the stage's name changed from %s to %s, and clients and functions know the old one: start it again"
              .formatted(stage, next.webSocketApi().stageName()));
    }
    if (!running.queues().equals(next.queues())
        || !running.eventSources().equals(next.eventSources())) {
      throw new StageException(
          "the template's queues or event source mappings changed, and pollers run on the old ones: start the stage again");
    }
    if ((running.httpApi() == null) != (next.httpApi() == null)) {
      throw new StageException(
          "an HTTP API came or went, and the port's paths are given to one already: start the stage again");
    }
    Map<String, Template.Table> tables =
        running.tables().stream()
            .collect(Collectors.toMap(Template.Table::name, Function.identity(), (a, b) -> a));
    for (Template.Table table : next.tables()) {
      Template.Table before = tables.get(table.name());
      if (before != null && !Tables.createTable(before).equals(Tables.createTable(table))) {
        throw new StageException(
            "table %s has other keys, attributes or indexes now, and it is made already: start it again"
                .formatted(table.name()));
      }
    }
  }
}
