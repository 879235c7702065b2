package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.PostStub;
import dev.broadside.cloud.CloudException;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Runs {@link BroadcastBenchmark} row by row, between one stage and one stub; {@code
 * broadcast.json} has the rows.
 */
public final class BroadcastBench {
  /** What its rows' file is called. */
  public static final String NAME = "broadcast";

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
  public BroadcastBench(Path folder, Depth depth, Consumer<String> progress) {
    this(folder, depth, progress, FanoutBenchmark.WARM_UP_POSTS);
  }

  BroadcastBench(Path folder, Depth depth, Consumer<String> progress, int warmUpPosts) {
    this.folder = folder;
    this.depth = depth;
    this.progress = progress;
    this.warmUpPosts = warmUpPosts;
  }

  /** Measures the rows that the folder has not. */
  public List<BroadcastResult> run(List<BroadcastRow> rows)
      throws IOException, ProcessException, CloudException, InterruptedException {
    Rows<BroadcastResult> finished = Rows.in(folder, NAME, BroadcastResult.class);
    JmhRun jmh = new JmhRun(folder, depth);
    Path logs = folder.resolve("logs");
    try (CountingStage stage = CountingStage.start(logs);
        PostStub stub = PostStub.start(logs);
        LookupTables tables = new LookupTables(stage.endpoint());
        ChatTables chats = new ChatTables(stage.endpoint())) {
      chats.make();
      Plan<BroadcastRow> plan = new Plan<>(rows, progress);
      for (BroadcastRow row : plan.without(done -> finished.find(BroadcastResult::row, done))) {
        row.make(tables);
        String sender = chats.nameSender(row.found().table());
        stub.take(row.posted().delay());
        ChainedOptionsBuilder options = options(jmh, stage.endpoint(), stub.endpoint(), sender);
        finished.add(BroadcastResult.of(row, jmh.run(with(options, row))));
      }
    }
    return rows.stream().flatMap(row -> finished.find(BroadcastResult::row, row).stream()).toList();
  }

  private ChainedOptionsBuilder options(JmhRun jmh, URI dynamoDb, URI stub, String sender) {
    return jmh.options(
        BroadcastBenchmark.class,
        "broadcast",
        "-D" + LookupBenchmark.ENDPOINT + "=" + dynamoDb,
        "-D" + BroadcastBenchmark.CONNECTIONS + "=" + stub,
        "-D" + BroadcastBenchmark.SENDER + "=" + sender,
        "-D" + FanoutBenchmark.WARM_UP + "=" + warmUpPosts,
        "-Daws.accessKeyId=" + LookupTables.KEY,
        "-Daws.secretAccessKey=" + LookupTables.KEY);
  }

  private static ChainedOptionsBuilder with(ChainedOptionsBuilder options, BroadcastRow row) {
    TableShape table = row.found().table();
    return options
        .param("design", row.design())
        .param("lookup", row.found().lookup())
        .param("connections", "" + table.connections())
        .param("room", "" + table.room())
        .param("fanout", row.posted().fanout())
        .param("delay", row.posted().delay().toString());
  }
}
