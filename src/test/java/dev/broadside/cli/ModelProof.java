package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.BroadcastModel;
import dev.broadside.aws.BroadcastModel.Broadcast;
import dev.broadside.aws.Pages;
import dev.broadside.aws.Profiles;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.bench.jmh.Depth;
import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.FanoutRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Under profile {@code aws} the local stage takes as long as the model says: the median over 60
 * broadcasts of the time until the last receiver has it, within 10%.
 *
 * <p>What the model was given of this machine is what a post costs the fanout, measured against the
 * stub at 1,000 receivers; none of the sizes here. On a machine that is busy with other things the
 * stage, not the profile, decides: run it alone.
 */
@Tag("proof")
@Timeout(900)
@EnabledOnOs(OS.LINUX)
@Isolated("what runs beside it is in its numbers")
class ModelProof {
  private static final double WITHIN = 0.10;
  private static final int BROADCASTS = 60;

  /* What DynamoDB answers for a connection: its id, in JSON. */
  private static final int ANSWERED_BYTES = 50;

  /* What scan-chat's table holds for one: connectionId and its 16 characters, connectedAt. */
  private static final int ITEM_BYTES = 46;

  private static BroadcastModel model = new BroadcastModel(Profiles.ideal(), 1, 0);

  @BeforeAll
  static void measureAPost(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    FanoutRow reference = FanoutRow.reference(FanoutRow.DIRECT);
    double ownMicros =
        new FanoutBench(folder, Depth.QUICK, System.out::println)
            .run(List.of(reference))
            .getFirst()
            .ownMicros()
            .mean();
    model = new BroadcastModel(Profiles.find("aws"), reference.inFlight(), Math.max(0, ownMicros));
    System.out.println(model.parameters());
  }

  @ParameterizedTest
  @CsvSource({"300, 120/min", "1500, 120/min", "4000, 60/min"})
  void theStageTakesAsLongAsTheModelSays(int receivers, String rate, @TempDir Path home)
      throws Exception {
    int perMinute = Integer.parseInt(rate.substring(0, rate.indexOf('/')));
    String[] arguments = {
      "run",
      Broadside.scenario("quickstart.yaml"),
      "--json",
      "--set",
      "local.profile=aws",
      "--set",
      "connect.rate=400/s",
      "--set",
      "audience.connections=" + receivers,
      "--set",
      "publish.rate=" + rate,
      "--set",
      "publish.for=%ds".formatted(BROADCASTS * 60 / perMinute)
    };
    try (Broadside run = Broadside.start(home, arguments)) {
      run.awaitExit();
      JsonNode summary = new ObjectMapper().readTree(run.output());
      double modelled = model.of(broadcast(receivers)).lastMillis();
      double measured = summary.at("/latency/lastMillis/p50").asDouble();
      System.out.printf(
          Locale.ROOT,
          "%,d receivers: measured %.1f ms, modelled %.1f ms (%+.1f%%)%n",
          receivers,
          measured,
          modelled,
          100 * (modelled / measured - 1));
      assertEquals(
          BROADCASTS,
          summary.at("/broadcasts/complete").asInt(),
          () -> String.join("\n", run.errorLines()));
      assertEquals(measured, modelled, WITHIN * measured);
    }
  }

  private static Broadcast broadcast(int receivers) {
    Pages pages = Pages.of(receivers, ITEM_BYTES, Consistency.EVENTUAL);
    return new Broadcast(receivers, 0, pages, (long) receivers * ANSWERED_BYTES);
  }
}
