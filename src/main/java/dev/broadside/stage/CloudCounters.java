package dev.broadside.stage;

import java.util.concurrent.atomic.LongAdder;

/** What a profile or a fault kept from happening. */
final class CloudCounters {
  private final LongAdder connects = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder invocations = new LongAdder();
  private final LongAdder calls = new LongAdder();
  private final LongAdder hidden = new LongAdder();

  void throttledConnect() {
    connects.increment();
  }

  void throttledMessage() {
    messages.increment();
  }

  /** A request of the HTTP API was refused. */
  void throttledRequest() {
    requests.increment();
  }

  void throttledInvocation() {
    invocations.increment();
  }

  /** A call of a table or a queue was refused. */
  void throttledCall() {
    calls.increment();
  }

  void hiddenByIndexLag(long items) {
    hidden.add(items);
  }

  String toJson() {
    return """
        {"throttledConnects":%s,"throttledMessages":%s,"throttledRequests":%s,"throttledInvocations":%s,\
        "throttledCalls":%s,"hiddenByIndexLag":%s}"""
        .formatted(
            connects.sum(),
            messages.sum(),
            requests.sum(),
            invocations.sum(),
            calls.sum(),
            hidden.sum());
  }
}
