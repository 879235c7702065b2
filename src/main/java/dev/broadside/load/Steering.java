package dev.broadside.load;

/**
 * Keeps a schedule to the clock that all injectors of a run go by. A schedule is planned in {@code
 * System.nanoTime} from the moment of the start on; on another host that clock runs a little faster
 * or slower, so what is due minutes later is due a little earlier or later by ours.
 */
public interface Steering {
  /** There is one clock, or one injector. */
  Steering NONE =
      new Steering() {
        @Override
        public long about(long plannedNanos) {
          return plannedNanos;
        }

        @Override
        public long due(long plannedNanos) {
          return plannedNanos;
        }
      };

  /** When it will be due, as far as that is known ahead; nothing is measured by it. */
  long about(long plannedNanos);

  /** When it is due; asked just before, and what latencies then count from. */
  long due(long plannedNanos);
}
