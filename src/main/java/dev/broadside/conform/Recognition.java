package dev.broadside.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first look at a stage: whether it answers, what it is, and whether our routes are behind it.
 *
 * @param unreachable why nothing can be checked, or null
 * @param ours whether it runs the functions of {@code conformance.yaml}
 */
record Recognition(@Nullable String unreachable, boolean ours, StageKind kind) {
  /** A status that nobody gives but a function that is told to. */
  private static final int TEAPOT = 418;

  /**
   * Looks. Our functions are known by either of two signs, an event that is shown and a handshake
   * that is refused as told, so that one broken behaviour does not hide them.
   */
  static Recognition of(Site.Stage stage) throws InterruptedException {
    Answer plain = null;
    boolean asTold = false;
    JsonNode event = Site.parse("null");
    try (Site site = new Site(stage)) {
      try (RawSocket socket = site.socket(site.url(), 0)) {
        plain = socket.get(site.url(), Map.of());
      }
      asTold = site.handshake("answer=" + TEAPOT).status() == TEAPOT;
      event = event(site);
    } catch (IOException e) {
      if (plain == null) {
        String why = stage.url() + " does not answer: " + e;
        return new Recognition(why, false, new StageKind(StageKind.Kind.UNKNOWN, "silence"));
      }
    }
    JsonNode context = event.path("requestContext");
    StageKind.Signs signs =
        new StageKind.Signs(
            stage.url(),
            plain,
            context.path("apiId").asText(),
            context.path("connectionId").asText());
    return new Recognition(null, asTold || context.isObject(), StageKind.of(signs));
  }

  private static JsonNode event(Site site) throws InterruptedException {
    try {
      return site.event(site.talk());
    } catch (CannotCheck noEvent) {
      return Site.parse("null");
    }
  }
}
