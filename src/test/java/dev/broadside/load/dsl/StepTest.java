package dev.broadside.load.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A user goes on once, whatever becomes of a step. */
final class StepTest {
  private final Session session =
      Session$.MODULE$.apply("visitors", 1, new EmbeddedChannel().eventLoop());
  private final List<Session> went = new ArrayList<>();

  private void take(Consumer<Consumer<Session>> deed) {
    Step.guarded("step", deed, session, went::add);
  }

  @Test
  void aStepThatIsDoneLetsTheUserGoOn() {
    take(next -> next.accept(session));
    assertEquals(1, went.size());
    assertFalse(went.getFirst().isFailed());
  }

  @Test
  void aStepThatThrowsFailsTheUserWhoGoesOn() {
    take(
        next -> {
          throw new IllegalArgumentException("no");
        });
    assertEquals(1, went.size());
    assertTrue(went.getFirst().isFailed());
  }

  @Test
  void aStepThatThrowsAfterItIsDoneLetsNobodyGoOnTwice() {
    take(
        next -> {
          next.accept(session);
          throw new IllegalStateException("too late");
        });
    assertEquals(1, went.size());
  }
}
