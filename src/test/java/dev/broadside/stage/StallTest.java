package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What standing still leaves behind. */
@Timeout(60)
class StallTest {
  private static final byte[] ASK = "{\"action\":\"ask\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aClientThatWasAnsweredWhileItWasSilentIsHeardAgainAfterwards() throws Exception {
    try (BareStage stage = BareStage.withAllRoutes();
        RawHttp client = stage.openRaw()) {
      stage.functions.hold("ask");
      client.send(RawHttp.frame(1, true, ASK));
      stage.functions.event("ask");
      stage.faults().begin(new Fault.Kill(1, Fault.How.SILENT, null));
      stage.functions.release("ask");
      stage.sweepOnce();
      stage.faults().healAll();
      assertEquals(1, client.readFrame().opcode());
      assertEquals(10, client.send(RawHttp.frame(9, true, new byte[0])).readFrame().opcode());
    }
  }

  @Test
  void twoSilencesLeaveTheQueueAsLongAsItWasWhicheverEndsFirst() {
    EmbeddedChannel channel = new EmbeddedChannel();
    int usual = channel.config().getWriteBufferHighWaterMark();
    Runnable first = Stall.silence(channel);
    channel.runPendingTasks();
    Runnable second = Stall.silence(channel);
    channel.runPendingTasks();
    assertTrue(channel.config().getWriteBufferHighWaterMark() > usual);
    first.run();
    second.run();
    channel.runPendingTasks();
    assertEquals(usual, channel.config().getWriteBufferHighWaterMark());
    channel.finishAndReleaseAll();
  }

  @Test
  void whoIsNotToBeReadIsNotReadBecauseASilenceEnds() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAutoRead(false);
    Runnable silence = Stall.silence(channel);
    silence.run();
    channel.runPendingTasks();
    assertFalse(channel.config().isAutoRead());
    channel.finishAndReleaseAll();
  }
}
