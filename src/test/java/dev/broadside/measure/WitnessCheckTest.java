package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.WitnessCheck.Observed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WitnessCheckTest {
  private static final double[] NOTHING = {};

  private static RunSummary.Check check(double[] own, double[] witness, @Nullable String missing) {
    return WitnessCheck.of(new Observed(own, witness, missing, 0));
  }

  private static double[] millis(int count, double millis) {
    double[] all = new double[count];
    Arrays.fill(all, millis * 1e6);
    return all;
  }

  @Test
  void itTellsTheBandAndWhatWouldBeSeen() {
    RunSummary.Check check = check(millis(200, 20), millis(15, 21), null);
    assertEquals("21.0 ms over 15 connections", check.value());
    assertEquals(
        "18.0 ms to 22.0 ms by the injector's 200; an error of 2.0 ms would be seen",
        check.limit());
    assertTrue(check.ok());
  }

  @Test
  void aWitnessThatHeardItEarlierThanTheInjectorStampedItBreaksTheRun() {
    assertFalse(check(millis(200, 25), millis(15, 20), null).ok());
  }

  @Test
  void whatCannotBeAskedIsUnknownAndNoRunThatCounts() {
    RunSummary.Check check = check(millis(200, 20), millis(15, 20), "it ended with exit code 137");
    assertEquals("unknown: it ended with exit code 137", check.value());
    assertFalse(check.ok());
  }

  @Test
  void whereNothingCameBothMustSaySo() {
    assertTrue(check(NOTHING, NOTHING, null).ok());
    assertFalse(check(millis(200, 20), NOTHING, null).ok());
    assertFalse(check(NOTHING, millis(15, 20), null).ok());
  }

  @Test
  void tooFewToTellSaySo() {
    RunSummary.Check check = check(millis(10, 20), millis(7, 90), null);
    assertEquals("no error of the injector could be seen by its 10", check.limit());
    assertTrue(check.ok());
  }
}
