package dev.broadside.stage.sources;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Calls functions for the pollers. */
@FunctionalInterface
public interface FunctionCaller {
  /**
   * Hands an event to a function, when one of its environments is free.
   *
   * @param function its logical id
   * @return what it answered; nothing where it threw, took too long or is not there
   */
  CompletableFuture<Optional<byte[]>> call(String function, byte[] event);
}
