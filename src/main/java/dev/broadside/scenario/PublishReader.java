package dev.broadside.scenario;

import dev.broadside.scenario.Placeholders.Name;
import java.time.Duration;

/** Reads what is published: {@code publish}. */
final class PublishReader {
  private static final String DEFAULT_MESSAGE =
      "{\"action\":\"sendMessage\",\"message\":\"" + Publish.MARKER + "\"}";
  private static final long MOST_PUBLISHERS = 100_000;

  /** The longest marker fits. */
  private static final ByteSize SMALLEST_PAYLOAD = new ByteSize(80);

  /**
   * The largest message that API Gateway takes:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
   */
  private static final ByteSize LARGEST_PAYLOAD = new ByteSize(128 * 1024);

  private final Expansion expansion;

  PublishReader(Expansion expansion) {
    this.expansion = expansion;
  }

  Publish publish(Section section) throws ScenarioException {
    section.choice("via", "websocket");
    section.choice("arrival", "constant");
    Publish publish =
        new Publish(
            message(section),
            section.rate("rate", new Rate(2)),
            section.time("warmup", Duration.ZERO, Duration.ofSeconds(20)),
            section.time("for", Duration.ofSeconds(1), Duration.ofSeconds(30)),
            section.time("drain", Duration.ofMillis(100), Duration.ofSeconds(5)),
            section.size("payload", SMALLEST_PAYLOAD, LARGEST_PAYLOAD, new ByteSize(512)),
            (int) section.whole("publishers", 1, MOST_PUBLISHERS, 10));
    if (publish.plannedBroadcasts() < 1) {
      throw section.error("for", "is too short for one broadcast: raise it, or raise publish.rate");
    }
    return publish;
  }

  private String message(Section section) throws ScenarioException {
    String message = section.text("message", DEFAULT_MESSAGE);
    expansion.expanded(section, "message", message, Placeholders.OF_A_MESSAGE);
    if (Placeholders.parse(message, Placeholders.OF_A_MESSAGE).count(Name.MARKER) != 1) {
      throw section.error("message", "must contain #{marker} exactly once: it is what is measured");
    }
    return message;
  }
}
