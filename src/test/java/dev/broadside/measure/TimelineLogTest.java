package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimelineLogTest {

  @Test
  void aLineIsThereAsSoonAsItIsWritten(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(TimelineLog.FILE);
    try (TimelineLog log = new TimelineLog(file, 1_000_000)) {
      log.counted(2_500_000, "measuring", new TimelineLog.Counts(50, 2, 3, 1, 10, 470));
      log.marked(3_000_000, "fault: kill 5%,\nhow reset");
      assertEquals(
          """
          #broadside/timeline/1
          at,phase,opened,dropped,away,rejoined,published,delivered,mark
          1500,measuring,50,2,3,1,10,470,
          2000,,,,,,,,fault: kill 5%, how reset
          """,
          Files.readString(file));
    }
  }

  @Test
  void aStageThatAnswersWhenAllIsOverIsNotHeard(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(TimelineLog.FILE);
    TimelineLog log = new TimelineLog(file, 0);
    log.close();
    log.marked(1_000, "fault: kill 5%");
    assertEquals(TimelineLog.SCHEMA + "\n" + TimelineLog.COLUMNS + "\n", Files.readString(file));
  }
}
