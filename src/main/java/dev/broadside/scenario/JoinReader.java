package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a connection says before it has joined: {@code join}. */
final class JoinReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private JoinReader() {}

  static @Nullable Join join(Section root, Expansion expansion) throws ScenarioException {
    if (root.isNothing("join")) {
      return null;
    }
    Section join = root.child("join");
    join.require("message", "say what a connection sends first, or leave join out");
    String message = join.text("message", "");
    expansion.expanded(join, "message", message, Placeholders.OF_A_CONNECTION);
    return new Join(
        message, reply(join, expansion), join.time("within", SHORTEST, Duration.ofSeconds(5)));
  }

  private static @Nullable String reply(Section join, Expansion expansion)
      throws ScenarioException {
    if (join.isNothing("reply")) {
      return null;
    }
    return expansion.plain(join, "reply", join.text("reply", ""));
  }
}
