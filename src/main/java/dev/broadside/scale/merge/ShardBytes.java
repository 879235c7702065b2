package dev.broadside.scale.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Judge;
import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The body of a {@link ShardResult}: fields in the order of the record, numbers as varints. */
final class ShardBytes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ShardBytes() {}

  static byte[] encode(ShardResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Varints.write(out, result.shard());
    text(out, result.host());
    text(out, result.runId());
    block(out, json(result.summary()));
    Varints.write(out, result.refusals().received());
    text(out, result.refusals().reasons());
    for (Quantity quantity : Quantity.values()) {
      values(out, result.of(quantity));
    }
    rows(out, result.rows());
    Varints.writeSigned(out, result.startErrorNanos());
    clock(out, result.clock());
    return Envelope.seal(out.toByteArray());
  }

  static ShardResult decode(byte[] bytes) throws MergeException {
    ByteBuffer in = ByteBuffer.wrap(Envelope.open(bytes));
    try {
      int shard = Math.toIntExact(Varints.read(in));
      String host = text(in);
      String runId = text(in);
      RunSummary summary = JSON.readValue(block(in), RunSummary.class);
      Judge.Refusals refusals = new Judge.Refusals(Varints.read(in), text(in));
      Map<Quantity, Values> values = new EnumMap<>(Quantity.class);
      for (Quantity quantity : Quantity.values()) {
        values.put(quantity, values(in));
      }
      List<BroadcastRow> rows = rows(in);
      long startError = Varints.readSigned(in);
      return new ShardResult(
          shard, host, runId, summary, refusals, values, rows, startError, clock(in));
    } catch (IOException | RuntimeException e) {
      // The checksum is right, so somebody wrote this who is not of this build.
      throw new MergeException(
          "A shard's result does not read as one of schema "
              + ShardResult.SCHEMA
              + ": run every injector from the same image.",
          e);
    }
  }

  private static byte[] json(RunSummary summary) {
    try {
      return JSON.writeValueAsBytes(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a summary that is no JSON", e);
    }
  }

  private static void values(ByteArrayOutputStream out, Values values) {
    Varints.write(out, values.never());
    Varints.write(out, values.belowZero());
    Histogram histogram = values.histogram();
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    block(out, bytes);
  }

  private static Values values(ByteBuffer in) {
    long never = Varints.read(in);
    long belowZero = Varints.read(in);
    return new Values(
        Histogram.decodeFromByteBuffer(ByteBuffer.wrap(block(in)), 0), never, belowZero);
  }

  private static void rows(ByteArrayOutputStream out, List<BroadcastRow> rows) {
    Varints.write(out, rows.size());
    long before = 0;
    for (BroadcastRow row : rows) {
      Varints.write(out, row.publisher());
      Varints.write(out, row.number());
      Varints.writeSigned(out, row.intendedMicros() - before);
      before = row.intendedMicros();
      Varints.write(out, row.expected());
      Varints.write(out, row.lost());
      Varints.write(out, row.late());
      Varints.write(out, row.duplicate());
      Varints.write(out, row.belowZero());
      Varints.writeSigned(out, row.firstNanos());
      Varints.write(out, row.lastNanos() - row.firstNanos());
      block(out, row.sketch().packed());
    }
  }

  private static List<BroadcastRow> rows(ByteBuffer in) {
    long count = Varints.read(in);
    List<BroadcastRow> rows = new ArrayList<>();
    long before = 0;
    for (long i = 0; i < count; i++) {
      BroadcastRow row = row(in, before);
      rows.add(row);
      before = row.intendedMicros();
    }
    return rows;
  }

  private static BroadcastRow row(ByteBuffer in, long micros) {
    int publisher = Math.toIntExact(Varints.read(in));
    int number = Math.toIntExact(Varints.read(in));
    long intended = micros + Varints.readSigned(in);
    long expected = Varints.read(in);
    long delivered = expected - Varints.read(in);
    long late = Varints.read(in);
    long duplicate = Varints.read(in);
    long belowZero = Varints.read(in);
    long first = Varints.readSigned(in);
    long last = first + Varints.read(in);
    LatencySketch sketch = LatencySketch.unpack(block(in));
    return new BroadcastRow(
        publisher, number, intended, expected, delivered, late, duplicate, belowZero, first, last,
        sketch);
  }

  private static void clock(ByteArrayOutputStream out, ShardClock clock) {
    text(out, clock.source().name());
    text(out, clock.detail());
    Varints.writeSigned(out, clock.leastOffsetNanos());
    Varints.writeSigned(out, clock.mostOffsetNanos());
    Varints.writeSigned(out, Double.doubleToLongBits(clock.leastDriftPpm()));
    Varints.writeSigned(out, Double.doubleToLongBits(clock.mostDriftPpm()));
    Varints.write(out, clock.boundNanos());
  }

  private static ShardClock clock(ByteBuffer in) {
    return new ShardClock(
        ClockSource.valueOf(text(in)),
        text(in),
        Varints.readSigned(in),
        Varints.readSigned(in),
        Double.longBitsToDouble(Varints.readSigned(in)),
        Double.longBitsToDouble(Varints.readSigned(in)),
        Varints.read(in));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    block(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer in) {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static void block(ByteArrayOutputStream out, byte[] bytes) {
    Varints.write(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] block(ByteBuffer in) {
    long length = Varints.read(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException(length + " bytes where " + in.remaining() + " are left");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }
}
