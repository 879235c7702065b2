package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import dev.broadside.report.RunReport;
import dev.broadside.scenario.Slo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedFolderTest {
  @Test
  void theReportReadsWhatTheMergeWrote(@TempDir Path folder) throws Exception {
    Plan plan =
        new Plan(SampleShard.RUN, 2, null, Slo.NONE, 10_000_000, Map.of("connections", 200));
    Merged merged =
        Merge.of(
            plan,
            List.of(
                new SampleShard(0).row(0, 1, 0, 5_000_000).row(0, 2, 0, 7_000_000).result(),
                new SampleShard(1).row(0, 1, 0, 9_000_000).row(0, 2, 1, 8_000_000).result()));
    MergedFolder.write(RunFolder.at(folder), merged, List.of());
    RunReport report = RunReport.load(folder);
    assertEquals(merged.summary().verdict(), report.summary().verdict());
    assertEquals(merged.summary().latency(), report.summary().latency());
    assertEquals(4, report.delivery().getTotalCount());
    assertEquals(1, report.last().getTotalCount());
    assertTrue(Math.abs(report.last().getMaxValue() - 9_000_000) < 9_000);
    ShardsView view =
        new ObjectMapper().readValue(folder.resolve(ShardsView.FILE).toFile(), ShardsView.class);
    assertEquals(merged.shards(), view);
    assertEquals(RunSummary.Status.PASS, merged.summary().verdict().status());
  }

  /** A disk that was full must not take with it what the injectors left in the table. */
  @Test
  void aLogThatIsBrokenOffCostsItsSecondsAndNothingElse(@TempDir Path folder) throws Exception {
    Plan plan = new Plan(SampleShard.RUN, 1, null, Slo.NONE, 10_000_000, Map.of("connections", 1));
    Merged merged =
        Merge.of(plan, List.of(new SampleShard(0).row(0, 1, 0, 5_000_000, 6_000_000).result()));
    Path log = Files.writeString(folder.resolve("broken.hlog"), "1.0,2.0");
    String unread =
        MergedFolder.write(RunFolder.at(folder), merged, List.of(new IntervalLogs.Log(log, 0)));
    assertTrue(String.valueOf(unread).startsWith(log.toString()), unread);
    RunReport report = RunReport.load(folder);
    assertEquals(merged.summary().verdict(), report.summary().verdict());
    assertEquals(2, report.delivery().getTotalCount());
  }
}
