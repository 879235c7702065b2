package dev.broadside.report;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** An {@code .hlog} file: HdrHistogram's interval log, in nanoseconds, one interval a second. */
final class HistogramLog {
  private static final System.Logger LOG = System.getLogger(HistogramLog.class.getName());

  private HistogramLog() {}

  /** All intervals in one histogram; empty where there is no file. */
  static Histogram merged(Path file) throws ReportException {
    Histogram sum = new Histogram(3);
    try {
      intervals(file, sum::add);
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "no {0}", file);
    } catch (IOException e) {
      throw new ReportException(
          file + " cannot be read (" + e.getMessage() + "): check its permissions.", e);
    }
    return sum;
  }

  /** Gives each whole interval, in the order of time. */
  private static void intervals(Path file, Consumer<Histogram> reader) throws IOException {
    try (var log = new HistogramLogReader(Files.newInputStream(file))) {
      while (log.nextIntervalHistogram() instanceof Histogram interval) {
        reader.accept(interval);
      }
    } catch (RuntimeException e) {
      // A killed run breaks off inside a line, and the library throws what its decoders throw.
      // The intervals before are good: keep those.
      LOG.log(Level.WARNING, file + " is broken off; the report uses what is before.");
      LOG.log(Level.DEBUG, "damaged log", e);
    }
  }
}
