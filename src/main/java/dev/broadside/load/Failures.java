package dev.broadside.load;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import java.io.IOException;
import java.net.ConnectException;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that count equal causes together. */
final class Failures {
  private Failures() {}

  static String reason(Throwable cause) {
    return switch (cause) {
      case ConnectTimeoutException timeout -> "no answer to the TCP connect";
      case ConnectException refused -> "connection refused";
      case SSLException tls -> "TLS: " + tls.getMessage();
      default -> {
        Throwable deeper = cause.getCause();
        yield deeper != null && deeper != cause
            ? reason(deeper)
            : cause.getClass().getSimpleName() + ": " + cause.getMessage();
      }
    };
  }

  /**
   * What Netty says is wrong with a handshake, up to the values that it quotes: what was offered,
   * or what the stage made of it, may be a token.
   */
  static String withoutValues(Throwable cause) {
    return String.valueOf(cause.getMessage()).split("[.:]", 2)[0];
  }

  /** Whether the network or the stage is to blame for it, and not our own code. */
  static boolean isOfTheNetwork(Throwable cause) {
    return cause instanceof IOException || cause instanceof CodecException;
  }

  /** What a user can do about it. */
  static String remedy(String reason) {
    if (reason.startsWith("connection refused")) {
      return "nothing listens there: check host and port, and that the stage runs";
    }
    if (reason.startsWith("HTTP 403") || reason.startsWith("HTTP 401")) {
      return "the stage refuses the handshake: check the stage's name in the path, and what its"
          + " authorizer or $connect function wants in connect.query or connect.headers";
    }
    if (reason.contains("join.reply")) {
      return "the stage let the connection in and did not answer join.message: check what its route"
          + " answers, or raise join.within";
    }
    if (reason.startsWith("HTTP 429")) {
      return "the stage throttles new connections: lower connect.rate";
    }
    if (reason.startsWith("HTTP 5")) {
      return "its $connect function failed: see the function's log";
    }
    return "check that the address is a WebSocket stage";
  }
}
