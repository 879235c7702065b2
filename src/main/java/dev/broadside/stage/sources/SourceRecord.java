package dev.broadside.stage.sources;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A record that a function gets in a batch. */
interface SourceRecord {
  /** What {@code itemIdentifier} calls it. */
  String id();

  /** As the function gets it. */
  byte[] json();

  /** The event of a batch. */
  static byte[] event(List<? extends SourceRecord> batch) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(1_024);
    event.writeBytes("{\"Records\":[".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        event.write(',');
      }
      event.writeBytes(batch.get(i).json());
    }
    event.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
    return event.toByteArray();
  }
}
