package dev.broadside.report;

import dev.broadside.measure.BroadcastLog;
import dev.broadside.measure.TimelineLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads {@link RunLog}. These files only add to what the summary says, and the run may have been
 * killed while it wrote them: a line that is not whole is left out, and so is a file of a schema
 * that this version does not know.
 */
final class RunLogReader {
  private static final System.Logger LOG = System.getLogger(RunLogReader.class.getName());

  /** By the local stage, which writes it. */
  private static final String STAGE_FILE = "stage.csv";

  private static final String STAGE_SCHEMA = "#broadside/stage/1";

  private RunLogReader() {}

  static RunLog read(Path folder) throws ReportException {
    List<RunLog.Moment> moments = new ArrayList<>();
    List<RunLog.Mark> marks = new ArrayList<>();
    List<Sent> broadcasts = new ArrayList<>();
    Map<Integer, RunLog.Passage> passages = new HashMap<>();
    lines(
        folder.resolve(TimelineLog.FILE),
        TimelineLog.SCHEMA,
        9,
        cells -> {
          if (cells[1].isEmpty()) {
            marks.add(new RunLog.Mark(millis(cells[0]), cells[8]));
          } else {
            moments.add(moment(cells));
          }
        });
    int columns = 6 + BroadcastLog.reached().length;
    lines(
        folder.resolve(BroadcastLog.FILE),
        BroadcastLog.SCHEMA,
        columns,
        cells -> addUnlessToNobody(broadcasts, cells));
    lines(
        folder.resolve(STAGE_FILE),
        STAGE_SCHEMA,
        5,
        cells -> passages.put(Integer.parseInt(cells[0]), passage(cells)));
    broadcasts.sort(Comparator.comparingInt(Sent::number));
    return new RunLog(moments, marks, broadcasts, passages);
  }

  private static RunLog.Moment moment(String[] cells) {
    long open = number(cells[2]) - number(cells[3]) - number(cells[4]);
    return new RunLog.Moment(
        millis(cells[0]), cells[1], open, number(cells[5]), number(cells[6]), number(cells[7]));
  }

  private static void addUnlessToNobody(List<Sent> broadcasts, String[] cells) {
    double[] reached = new double[BroadcastLog.reached().length];
    for (int i = 0; i < reached.length; i++) {
      String cell = cells[6 + i];
      reached[i] = cell.isEmpty() ? Double.POSITIVE_INFINITY : millis(cell);
    }
    if (number(cells[4]) > 0) {
      broadcasts.add(
          new Sent(
              Integer.parseInt(cells[0]),
              millis(cells[2]),
              millis(cells[3]),
              number(cells[4]),
              number(cells[5]),
              reached));
    }
  }

  private static RunLog.Passage passage(String[] cells) {
    return new RunLog.Passage(
        orUnknown(cells[1]), orUnknown(cells[2]), orUnknown(cells[3]), orUnknown(cells[4]));
  }

  private static double orUnknown(String cell) {
    return cell.isEmpty() ? Double.NaN : millis(cell);
  }

  private static double millis(String micros) {
    return Long.parseLong(micros) / 1e3;
  }

  private static long number(String cell) {
    return Long.parseLong(cell);
  }

  private static void lines(Path file, String schema, int columns, Consumer<String[]> reader)
      throws ReportException {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      // What follows the last end of a line broke off, and a piece of a number is another number.
      List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (whole.isEmpty() || !schema.equals(whole.getFirst())) {
        LOG.log(Level.WARNING, "{0} is not of schema {1}; the report does without.", file, schema);
        return;
      }
      whole.stream().skip(2).forEach(line -> take(line, columns, reader));
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "no {0}", file);
    } catch (IOException e) {
      throw new ReportException(
          file + " cannot be read (" + e.getMessage() + "): check its permissions.", e);
    }
  }

  private static void take(String line, int columns, Consumer<String[]> reader) {
    String[] cells = line.split(",", columns);
    try {
      if (cells.length == columns) {
        reader.accept(cells);
      }
    } catch (NumberFormatException e) {
      LOG.log(Level.DEBUG, "a line that is not whole", e);
    }
  }
}
