package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.PostStub;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Runs {@link FanoutBenchmark} row by row, against one stub; {@code fanout.json} has the rows. */
public final class FanoutBench {
  /** What its rows' file is called. */
  public static final String NAME = "fanout";

  private final Path folder;
  private final Depth depth;
  private final Consumer<String> progress;
  private final int warmUpPosts;

  /**
   * Nothing is started yet.
   *
   * @param folder where results go, with a folder {@code logs} in it; what it has is kept
   * @param progress is told a sentence when something begins
   */
  public FanoutBench(Path folder, Depth depth, Consumer<String> progress) {
    this(folder, depth, progress, FanoutBenchmark.WARM_UP_POSTS);
  }

  FanoutBench(Path folder, Depth depth, Consumer<String> progress, int warmUpPosts) {
    this.folder = folder;
    this.depth = depth;
    this.progress = progress;
    this.warmUpPosts = warmUpPosts;
  }

  /** Measures the rows that the folder has not. */
  public List<FanoutResult> run(List<FanoutRow> rows)
      throws IOException, ProcessException, InterruptedException {
    Rows<FanoutResult> finished = Rows.in(folder, NAME, FanoutResult.class);
    JmhRun jmh = new JmhRun(folder, depth);
    try (PostStub stub = PostStub.start(folder.resolve("logs"))) {
      Plan<FanoutRow> plan = new Plan<>(rows, progress);
      for (FanoutRow row : plan.without(done -> finished.find(FanoutResult::row, done))) {
        stub.take(row.delay());
        finished.add(FanoutResult.of(row, jmh.run(options(jmh, row, stub.endpoint()))));
      }
    }
    return rows.stream().flatMap(row -> finished.find(FanoutResult::row, row).stream()).toList();
  }

  private int warmUpPosts(FanoutRow row) {
    return row.fanout().equals(FanoutRow.SERIAL) ? warmUpPosts / 4 : warmUpPosts;
  }

  private ChainedOptionsBuilder options(JmhRun jmh, FanoutRow row, URI endpoint) {
    return jmh.options(
            FanoutBenchmark.class,
            "broadcast",
            "-D" + LookupBenchmark.ENDPOINT + "=" + endpoint,
            "-D" + FanoutBenchmark.WARM_UP + "=" + warmUpPosts(row),
            "-Daws.accessKeyId=" + LookupTables.KEY,
            "-Daws.secretAccessKey=" + LookupTables.KEY)
        .param("fanout", row.fanout())
        .param("receivers", "" + row.receivers())
        .param("inFlight", "" + row.inFlight())
        .param("delay", row.delay().toString())
        .param("gonePercent", "" + row.gonePercent())
        .param("throttledPercent", "" + row.throttledPercent());
  }
}
