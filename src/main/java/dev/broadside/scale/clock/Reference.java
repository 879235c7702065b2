package dev.broadside.scale.clock;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The injector whose time all others go by, as it announced itself.
 *
 * @param shard which one it is
 * @param addresses where it may answer UDP echoes, the likeliest first
 * @param bound what its environment says of its wall clock; {@code null} where it says nothing
 */
public record Reference(
    int shard, List<InetSocketAddress> addresses, @Nullable ClockErrorBound bound) {

  /** What echoes of this injector's time are marked with, so that no other one answers them. */
  public static String echoes(String run, int shard) {
    return run + "/" + shard;
  }
}
