package dev.broadside.bench.jmh;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rows that a benchmark wants, of which it says which it has reached.
 *
 * @param progress is told so
 */
record Plan<P>(List<P> rows, Consumer<String> progress) {
  /** The rows of which {@code finished} knows nothing, one by one. */
  Iterable<P> without(Function<P, Optional<?>> finished) {
    return () -> remaining(finished);
  }

  private Iterator<P> remaining(Function<P, Optional<?>> finished) {
    return IntStream.range(0, rows.size())
        .filter(i -> finished.apply(rows.get(i)).isEmpty())
        .peek(i -> progress.accept("row %d of %d: %s".formatted(i + 1, rows.size(), rows.get(i))))
        .mapToObj(rows::get)
        .iterator();
  }
}
