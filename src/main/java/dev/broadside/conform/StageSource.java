package dev.broadside.conform;

import dev.broadside.process.ProcessException;

/** Where a stage to check comes from; one that is still starting is waited for. */
@FunctionalInterface
interface StageSource {
  Site.Stage get() throws ProcessException, InterruptedException;
}
