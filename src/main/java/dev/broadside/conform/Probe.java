package dev.broadside.conform;

import java.io.IOException;

/** How a check is made: it holds when this returns. */
@FunctionalInterface
interface Probe {
  void check(Site site) throws Difference, CannotCheck, IOException, InterruptedException;
}
