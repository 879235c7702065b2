package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.stage.ConnectionState.Closed;
import dev.broadside.stage.ConnectionState.Connecting;
import dev.broadside.stage.ConnectionState.Open;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {
  private static final Close BYE = new Close(4000, "bye");

  @Test
  void aConnectionOpensClosesAndEndsWithTheReasonOfWhoSpokeFirst() {
    ConnectionState state = new Connecting().accepted().closing(BYE).closing(Close.TOO_BIG).gone();
    assertEquals(new Closed(BYE), state);
  }

  @Test
  void aSocketThatBreaksEndsAsAbnormal() {
    assertEquals(new Closed(Close.ABNORMAL), new Open().gone());
  }

  @Test
  void aClientThatLeavesDuringConnectIsReportedOnceItWasAccepted() {
    assertEquals(new Closed(Close.ABNORMAL), new Connecting().gone().accepted());
  }

  @Test
  void aRefusedHandshakeNeverBecomesAConnection() {
    assertEquals(new ConnectionState.Refused(), new Connecting().refused().gone());
    assertEquals(new ConnectionState.Refused(), new Connecting().gone().refused());
  }

  @Test
  void anEventThatAStateDoesNotExpectFailsLoudly() {
    assertThrows(IllegalStateException.class, () -> new Open().accepted());
    assertThrows(IllegalStateException.class, () -> new Connecting().closing(BYE));
    assertThrows(IllegalStateException.class, () -> new Closed(BYE).gone());
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> new Closed(BYE).closing(BYE));
    assertEquals("a connection that is Closed does not expect close 4000", e.getMessage());
  }
}
