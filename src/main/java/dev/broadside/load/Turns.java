package dev.broadside.load;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who publishes which broadcast. */
interface Turns {
  /** The number of the publisher, among all of the run. */
  int publisher(int broadcast);

  /** What it leaves by; {@code null} when it cannot leave. */
  @Nullable Outlet outlet(int broadcast);

  /** Whether another injector publishes it. */
  boolean isElsewhere(int broadcast);

  /** The turns of those of {@code all} who are open, in the order of their numbers. */
  static Turns of(Part part, List<Outlet> all) {
    List<Outlet> open;
    synchronized (all) {
      // The event loops that opened them came in an order that no seed decides.
      open =
          all.stream()
              .filter(Outlet::isOpen)
              .sorted(Comparator.comparingInt(Outlet::number))
              .toList();
    }
    return part.share().shards() == 1 ? among(open) : shared(part.share(), part.publishers(), open);
  }

  /** Those who are open take turns: who is alone knows who is. */
  static Turns among(List<? extends Outlet> open) {
    if (open.isEmpty()) {
      throw new IllegalArgumentException("nobody publishes");
    }
    return new Turns() {
      @Override
      public int publisher(int broadcast) {
        return outlet(broadcast).number();
      }

      @Override
      public Outlet outlet(int broadcast) {
        return open.get(broadcast % open.size());
      }

      @Override
      public boolean isElsewhere(int broadcast) {
        return false;
      }
    };
  }

  /**
   * All take turns, open or not: several injectors know only what was agreed on before.
   *
   * @param publishers how many there are in the whole run
   */
  static Turns shared(Share share, int publishers, List<? extends Outlet> open) {
    Map<Integer, Outlet> own = new HashMap<>();
    open.forEach(outlet -> own.put(outlet.number(), outlet));
    return new Turns() {
      @Override
      public int publisher(int broadcast) {
        return broadcast % publishers;
      }

      @Override
      public @Nullable Outlet outlet(int broadcast) {
        return own.get(publisher(broadcast));
      }

      @Override
      public boolean isElsewhere(int broadcast) {
        return !share.has(publisher(broadcast));
      }
    };
  }
}
