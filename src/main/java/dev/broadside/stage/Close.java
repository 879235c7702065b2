package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/** Why a connection ended, as the {@code $disconnect} event tells it. */
record Close(int code, String reason) {
  /** The client went without a close frame; no capture of AWS's own words for this is known. */
  static final Close ABNORMAL = new Close(1006, "Connection closed abnormally");

  /** Its time was up; for the limit of two hours no capture is known. */
  static final Close GOING_AWAY = new Close(1001, "Going away");

  /** {@code DELETE @connections}. */
  static final Close DELETED = new Close(1000, "Connection Closed Normally");

  static final Close BINARY = new Close(1003, "Binary frames are not supported");
  static final Close TOO_BIG = new Close(1009, "Message too big");

  private static final int NO_STATUS = 1005;

  /** What a client's close frame says; without a status it is 1005, in AWS's words. */
  static Close byClient(int code, @Nullable String reason) {
    return code < 0 || code == NO_STATUS
        ? new Close(NO_STATUS, "Client-side close frame status not set")
        : new Close(code, reason == null ? "" : reason);
  }
}
