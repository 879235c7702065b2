package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Marker;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StampsTest {
  private final AtomicLong now = new AtomicLong();
  private final Stamps stamps = new Stamps(now::get);

  @Test
  void eachPointOfABroadcastsWayIsStamped(@TempDir Path folder) throws Exception {
    stamps.begin("run");
    receive(7, 5_000);
    stamps.invoked(event(7), "6000");
    post(7, 7_000);
    post(7, 9_000);
    post(7, 8_000);
    assertEquals("7,4,5,6,8\n", written(folder, 1_000));
  }

  @Test
  void ofWhatCameTwiceTheFirstCounts(@TempDir Path folder) throws Exception {
    stamps.begin("run");
    receive(7, 5_000);
    receive(7, 6_000);
    stamps.invoked(event(7), "9000");
    stamps.invoked(event(7), "8000");
    assertEquals("7,5,8,,\n", written(folder, 0));
  }

  @Test
  void anotherRunsMarkerAndAHostThatSaysNothingLeaveNoStamp(@TempDir Path folder) throws Exception {
    stamps.begin("other");
    receive(7, 5_000);
    stamps.invoked(event(7), "9000");
    stamps.begin("run");
    stamps.invoked(event(7), null);
    assertEquals("", written(folder, 0));
  }

  @Test
  void nothingIsStampedBeforeARunAsksAndAfterItWasWritten(@TempDir Path folder) throws Exception {
    post(7, 5_000);
    assertEquals("", written(folder, 0));
    stamps.begin("run");
    post(7, 5_000);
    assertEquals("7,,,5,5\n", written(folder, 0));
    post(8, 9_000);
    assertEquals("7,,,5,5\n", written(folder, 0));
  }

  @Test
  void theCommandsSayTheTimeAndWhatIsWrong(@TempDir Path folder) {
    StampsCommand command = new StampsCommand(stamps);
    assertTrue(command.answer("stamp run").path("nanos").isNumber());
    post(1, 2_000);
    assertEquals(
        1, command.answer("stamps 0 " + folder.resolve("a b.csv")).path("broadcasts").asInt());
    assertTrue(Files.exists(folder.resolve("a b.csv")));
    assertTrue(command.answer("stamps x y").has("error"));
    assertTrue(command.answer("stamps 0 " + folder.resolve("no/where.csv")).has("error"));
    assertTrue(command.answer("stamp").has("error"));
  }

  @Property(tries = 200)
  void theNumberOfAnyMarkerIsFoundInWhateverIsAroundIt(
      @ForAll @IntRange(max = Integer.MAX_VALUE) int number,
      @ForAll @Size(max = 40) byte[] before,
      @ForAll @Size(max = 40) byte[] after) {
    byte[] marker =
        new Marker("r2d2", 1, number, 1_795_292_064_167_713L)
            .encode()
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[before.length + marker.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(marker, 0, all, before.length, marker.length);
    System.arraycopy(after, 0, all, before.length + marker.length, after.length);
    assertEquals(number, new MarkerSearch("r2d2").number(all));
    assertEquals(MarkerSearch.NONE, new MarkerSearch("c3po").number(all));
  }

  @Property(tries = 200)
  void whatIsNoWholeMarkerHasNoNumber(@ForAll @IntRange(max = 18) int length) {
    String cut = "bs1.r2d2.0.1a2b3c.x".substring(0, Math.min(length, 17));
    assertEquals(
        MarkerSearch.NONE,
        new MarkerSearch("r2d2").number(cut.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] event(int number) {
    String marker = new Marker("run", 0, number, 1).encode(64);
    return ("{\"body\":\"{\\\"message\\\":\\\"" + marker + "\\\"}\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void receive(int number, long at) {
    now.set(at);
    DefaultEventLoop loop = new DefaultEventLoop();
    try {
      stamps
          .before((l, call, done) -> {})
          .invoke(loop, new Invoker.Call("F", event(number), Duration.ofSeconds(1)), end -> {});
    } finally {
      loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }

  private void post(int number, long at) {
    now.set(at);
    stamps.posted(Unpooled.wrappedBuffer(event(number)));
  }

  private String written(Path folder, long start) throws Exception {
    Path file = folder.resolve("stage.csv");
    stamps.write(file, start);
    String text = Files.readString(file);
    String head = Stamps.SCHEMA + "\n" + Stamps.COLUMNS + "\n";
    assertTrue(text.startsWith(head), text);
    assertFalse(text.contains("-"), text);
    return text.substring(head.length());
  }
}
