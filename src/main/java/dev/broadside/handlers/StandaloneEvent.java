package dev.broadside.handlers;

import java.util.Map;

/** The decoding of an event, for whoever measures it outside of Lambda. */
public final class StandaloneEvent {
  private StandaloneEvent() {}

  /** Reads an event as a function does, and returns the id of its connection. */
  public static String connectionId(Map<String, Object> event) {
    return WebSocketEvent.of(event).connectionId();
  }
}
