package dev.broadside.scale.merge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code .hlog} file line by line. HdrHistogram's own reader tokenizes with regular
 * expressions, and decodes each interval into arrays of its own: too slow for hours of a hundred
 * shards. Only what {@link dev.broadside.measure.IntervalLog} writes is read here.
 */
final class IntervalReader implements AutoCloseable {
  private static final String BASE_TIME = "#[BaseTime: ";

  private final Path file;
  private final long aheadMillis;
  private final BufferedReader in;
  private double baseSeconds;
  private long second;
  private String payload = "";

  /**
   * Opens a file.
   *
   * @param aheadMillis by how much the reference's wall clock is ahead of the writer's
   */
  IntervalReader(Path file, long aheadMillis) throws IOException {
    this.file = file;
    this.aheadMillis = aheadMillis;
    this.in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
  }

  /** Goes on to the next interval; false at the end of the file. */
  boolean next() throws IOException, MergeException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(BASE_TIME)) {
        baseSeconds = number(line.substring(BASE_TIME.length()).replaceFirst(" .*", ""));
      } else if (!line.startsWith("#") && !line.startsWith("\"")) {
        String[] fields = line.split(",", 4);
        if (fields.length != 4) {
          throw brokenOff(null);
        }
        double start = baseSeconds + number(fields[0]);
        // Each shard's seconds begin at a fraction of its own: the nearest one.
        second = Math.round(start + aheadMillis / 1e3);
        payload = fields[3];
        return true;
      }
    }
    return false;
  }

  private double number(String text) throws MergeException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw brokenOff(e);
    }
  }

  /** When the interval began, in whole seconds of the reference's epoch. */
  long second() {
    return second;
  }

  /** The interval's counts, added to a sum. */
  void addTo(IntervalSum sum) throws MergeException {
    try {
      sum.add(payload);
    } catch (RuntimeException | DataFormatException e) {
      throw brokenOff(e);
    }
  }

  private MergeException brokenOff(@Nullable Exception cause) {
    String sentence =
        file + " has a line that is no interval: its injector was cut off, or its disk was full.";
    return cause == null ? new MergeException(sentence) : new MergeException(sentence, cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
