package dev.broadside.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final long FIRST = 100;
  private static final long SECOND = 200;

  private final Tally tally = new Tally();

  @Test
  void aBroadcastIsOverWithAsManyTextsAsConnections() {
    for (long stamp : new long[] {FIRST, SECOND}) {
      assertEquals(Tally.Text.ONE_OF_MANY, tally.add(stamp, 3));
      assertEquals(Tally.Text.ONE_OF_MANY, tally.add(stamp, 3));
      assertEquals(Tally.Text.LAST, tally.add(stamp, 3));
    }
  }

  @Test
  void aTextWithoutAStampIsNoBroadcastsAndDoesNotCount() {
    assertEquals(Tally.Text.NO_BROADCAST, tally.add(-1, 1));
    assertEquals(Tally.Text.LAST, tally.add(FIRST, 1));
  }

  @Test
  void aTextThatCameTwiceInPlaceOfOneThatIsMissingShowsInTheNextBroadcast() {
    assertEquals(Tally.Text.ONE_OF_MANY, tally.add(FIRST, 2));
    assertEquals(Tally.Text.LAST, tally.add(FIRST, 2));
    assertEquals(Tally.Text.ONE_OF_MANY, tally.add(FIRST, 2));
    assertEquals(Tally.Text.OF_ANOTHER, tally.add(SECOND, 2));
  }
}
