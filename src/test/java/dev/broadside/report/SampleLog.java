package dev.broadside.report;

import dev.broadside.measure.BroadcastLog;
import dev.broadside.measure.TimelineLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What a run might have written down: the text of its files, read as the product reads them. */
record SampleLog(String timeline, String broadcasts, String stage) {
  private static final long SECOND = 1_000_000;
  private static final int WARMUP = 4;

  /**
   * Broadcasts at a rate to receivers that a serial loop reaches one after the other.
   *
   * @param incomplete so many of the last ones miss their last receiver
   */
  static SampleLog of(int broadcasts, int perSecond, int receivers, int incomplete) {
    Random random = new Random(7);
    StringBuilder rows =
        new StringBuilder(BroadcastLog.SCHEMA + "\n" + BroadcastLog.COLUMNS + "\n");
    StringBuilder stage =
        new StringBuilder("#broadside/stage/1\nnumber,received,invoked,firstPost,lastPost\n");
    for (int i = 0; i < broadcasts; i++) {
      long intended = (WARMUP + 1) * SECOND + i * SECOND / perSecond;
      long first = 3_000 + random.nextInt(2_000);
      long each = 300 + random.nextInt(150);
      boolean missed = i >= broadcasts - incomplete;
      rows.append(
          "%s,0,%s,%s,%s,%s".formatted(i, intended, 90, receivers, receivers - (missed ? 1 : 0)));
      for (int share : BroadcastLog.reached()) {
        rows.append(',').append(share == 100 && missed ? "" : "" + (first + share * each));
      }
      rows.append('\n');
      stage.append(
          "%s,%s,%s,%s,%s\n"
              .formatted(
                  i,
                  intended + 400,
                  intended + 900,
                  intended + first - 200,
                  intended + first + 98 * each));
    }
    return new SampleLog(
        timeline(broadcasts / perSecond, perSecond, receivers, incomplete),
        rows.toString(),
        stage.toString());
  }

  private static String timeline(int seconds, int perSecond, int receivers, int incomplete) {
    StringBuilder rows = new StringBuilder(TimelineLog.SCHEMA + "\n" + TimelineLog.COLUMNS + "\n");
    for (int s = 0; s <= WARMUP + seconds + 2; s++) {
      boolean measured = s > WARMUP;
      long published = (long) perSecond * Math.max(0, Math.min(s - 1, WARMUP + seconds));
      rows.append(
          "%s,%s,%s,%s,0,%s,%s,%s,\n"
              .formatted(
                  s * SECOND,
                  s == 0 ? "connecting" : measured ? "measuring" : "warmup",
                  s == 0 ? 0 : receivers,
                  incomplete > 0 && s > WARMUP + 3 ? 1 : 0,
                  s > WARMUP + 5 ? 2 : 0,
                  published,
                  published * receivers));
    }
    if (incomplete > 0) {
      rows.append(
          "%s,,,,,,,,fault: kill 1, how <reset>, at once\n".formatted((WARMUP + 3) * SECOND));
    }
    return rows.toString();
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(TimelineLog.FILE), timeline);
    Files.writeString(folder.resolve(BroadcastLog.FILE), broadcasts);
    Files.writeString(folder.resolve("stage.csv"), stage);
  }

  static void delete(Path folder) throws IOException {
    for (String name : new String[] {TimelineLog.FILE, BroadcastLog.FILE, "stage.csv"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  RunLog read() {
    try {
      Path folder = Files.createTempDirectory("sample");
      try {
        write(folder);
        return RunLogReader.read(folder);
      } finally {
        delete(folder);
        Files.delete(folder);
      }
    } catch (IOException | ReportException e) {
      throw new AssertionError(e);
    }
  }
}
