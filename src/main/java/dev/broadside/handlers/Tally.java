package dev.broadside.handlers;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Counts what became of each post of one broadcast, from any thread. */
final class Tally {
  private final LongAdder posted = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Collection<String> gone = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

  /** A post was accepted. */
  void posted() {
    posted.increment();
  }

  /**
   * A post was not. It goes by the status, not by the exception's type: the SDK throws {@code
   * GoneException} only for an answer with {@code x-amzn-ErrorType}, which some emulators omit.
   */
  void failed(String connectionId, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    switch (cause instanceof AwsServiceException answer ? answer.statusCode() : 0) {
      case 410 -> gone.add(connectionId);
      case 429 -> throttled.increment();
      default -> failures.computeIfAbsent(name(cause), name -> new LongAdder()).increment();
    }
  }

  private static String name(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    return cause instanceof AwsServiceException answer ? type + " " + answer.statusCode() : type;
  }

  /** The ids of connections that answered 410. */
  Collection<String> gone() {
    return Collections.unmodifiableCollection(gone);
  }

  long postedCount() {
    return posted.sum();
  }

  long throttledCount() {
    return throttled.sum();
  }

  /** How many posts failed otherwise, by the exception's name and the status. */
  SortedMap<String, Long> failures() {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, LongAdder> failure : failures.entrySet()) {
      counts.put(failure.getKey(), failure.getValue().sum());
    }
    return counts;
  }
}
