package dev.broadside.cli;

import dev.broadside.load.CommonStage;
import dev.broadside.load.LoadException;
import dev.broadside.measure.RunFolder;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Sidecar;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.TableAddress;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioWriter;
import dev.broadside.scenario.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What injectors on this machine need: a table to meet in, and the local stage where it is one. */
final class Backstage implements AutoCloseable {
  private final @Nullable Sidecar dynamo;
  private final TableAddress table;
  private final @Nullable CommonStage stage;
  private final Path scenario;

  private Backstage(
      @Nullable Sidecar dynamo, TableAddress table, @Nullable CommonStage stage, Path scenario) {
    this.dynamo = dynamo;
    this.table = table;
    this.stage = stage;
    this.scenario = scenario;
  }

  /** Starts it; {@code stageDied} hears when the stage ends by itself. */
  static Backstage start(Scenario scenario, RunFolder folder, Consumer<String> stageDied)
      throws ProcessException, ScaleException, LoadException, IOException {
    Path logs = folder.logs().toAbsolutePath();
    // A stage's own table has its temporary files beside its log.
    Path own = Files.createDirectories(logs.resolve("rendezvous"));
    CommonStage stage = scenario.isLocal() ? CommonStage.start(scenario, logs, stageDied) : null;
    try {
      Sidecar dynamo =
          DynamoDbLocal.start(Installation.current(), own.resolve("dynamodb-local.log"));
      try {
        TableAddress table =
            new TableAddress(TableAddress.DEFAULT_TABLE, dynamo.endpoint().toString());
        table.create();
        Path file = folder.path().toAbsolutePath().resolve("scenario.yaml");
        if (stage != null) {
          file = own.resolve(scenario.name() + ".yaml");
          Files.writeString(file, ScenarioWriter.toYaml(at(scenario, stage)));
        }
        return new Backstage(dynamo, table, stage, file);
      } catch (ScaleException | LoadException | IOException e) {
        dynamo.close();
        throw e;
      }
    } catch (ProcessException | ScaleException | LoadException | IOException e) {
      if (stage != null) {
        stage.close();
      }
      throw e;
    }
  }

  /** Of injectors on other machines: a table that is there, and a stage that is deployed. */
  static Backstage elsewhere(TableAddress table, RunFolder folder) {
    return new Backstage(
        null, table, null, folder.path().toAbsolutePath().resolve("scenario.yaml"));
  }

  /** The scenario as injectors read it, who cannot ask the stage where its API and queues are. */
  private static Scenario at(Scenario scenario, CommonStage stage) throws LoadException {
    Publish publish = scenario.publish();
    Via via =
        switch (publish.via()) {
          case Via.Http http when !http.isAbsolute() ->
              new Via.Http(http.method(), stage.httpUrl() + http.path(), http.headers());
          case Via.Queue queue when !queue.isAbsolute() ->
              new Via.Queue(stage.queueUrl(queue.url()));
          case Via other -> other;
        };
    return scenario.publishing(via);
  }

  /** Where they meet. */
  TableAddress table() {
    return table;
  }

  /** What they read. */
  Path scenario() {
    return scenario;
  }

  @Nullable CommonStage stage() {
    return stage;
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
    if (dynamo != null) {
      dynamo.close();
    }
  }
}
