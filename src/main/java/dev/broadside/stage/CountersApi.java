package dev.broadside.stage;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What the stage has counted so far, for this machine only: {@code GET /_broadside/counters}. The
 * command {@code counters} on the stage's standard input says the same to its parent; this one is
 * for whoever asks the stage and did not start it, as a benchmark's fork.
 */
final class CountersApi {
  static final String PATH = "/_broadside/counters";

  private final Counters counters;

  CountersApi(Counters counters) {
    this.counters = counters;
  }

  /** Answers a request. */
  void handle(HttpExchange exchange) {
    if (FaultsApi.isOurs(exchange)) {
      exchange.respondJson(HttpResponseStatus.OK, counters.snapshot().toJson());
    } else {
      exchange.respondForbidden();
    }
  }
}
