package dev.broadside.load;

import dev.broadside.load.trust.RefusedCertificateException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that count equal causes together. */
final class Failures {
  private static final Pattern STATUS = Pattern.compile(", status: (\\d{3})\\b");

  private static final String UNWRITABLE = "the handshake cannot be written";

  /** Before the reason why the first socket of a tunnel did not open. */
  static final String OF_THE_PROXY = "the proxy: ";

  private static final String TLS = "TLS: ";
  private static final String NO_STAGE = "check that the address is a WebSocket stage";

  private Failures() {}

  /** Of a handshake that could not even be made; what it was made of may hold a token. */
  static String unwritable(RuntimeException cause) {
    return cause instanceof IllegalArgumentException
        ? UNWRITABLE + ": a header holds what HTTP forbids there"
        : UNWRITABLE + ": " + cause.getClass().getSimpleName();
  }

  static String reason(Throwable cause) {
    return switch (cause) {
      case ConnectTimeoutException timeout -> "no answer to the TCP connect";
      case ProxyConnectException proxy -> "the proxy let nobody through: " + answer(proxy);
      case ConnectException refused -> "connection refused";
      case NotSslRecordException plain -> TLS + "the server does not speak it";
      case SSLException tls -> TLS + refusal(tls);
      default -> {
        Throwable deeper = cause.getCause();
        yield deeper != null && deeper != cause
            ? reason(deeper)
            : cause.getClass().getSimpleName() + ": " + cause.getMessage();
      }
    };
  }

  /** Its own words where a certificate would not do; else the library's. */
  private static String refusal(SSLException tls) {
    for (Throwable each = tls; each != null; each = each.getCause()) {
      if (each instanceof RefusedCertificateException) {
        return String.valueOf(each.getMessage());
      }
    }
    return String.valueOf(tls.getMessage());
  }

  /** Netty's words are both addresses, then the answer's status, if there was one. */
  private static String answer(ProxyConnectException proxy) {
    Matcher status = STATUS.matcher(String.valueOf(proxy.getMessage()));
    return status.find() ? "HTTP " + status.group(1) : "it gave no answer";
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
          + " authorizer or $connect function wants in connect.query, connect.headers or"
          + " connect.auth (for iam this machine's clock must be right, too)";
    }
    if (reason.contains("join.reply")) {
      return "the stage let the connection in and did not answer join.message: check what its route"
          + " answers, or raise join.within";
    }
    if (reason.startsWith("HTTP 429")) {
      return "the stage throttles new connections: lower connect.rate";
    }
    if (reason.startsWith(UNWRITABLE)) {
      return "look for a line break in what connect.headers and connect.auth are filled with";
    }
    if (reason.startsWith(TLS)) {
      return remedyOfTls(reason);
    }
    if (reason.startsWith(OF_THE_PROXY)) {
      return "check the host and the port in connect.proxy, and that the proxy runs";
    }
    if (reason.startsWith("the proxy")) {
      return "check connect.proxy, its user and password, and that it may reach the stage";
    }
    if (reason.startsWith("HTTP 5")) {
      return "its $connect function failed: see the function's log";
    }
    return NO_STAGE;
  }

  private static String remedyOfTls(String reason) {
    if (reason.startsWith("TLS: the certificate is for")) {
      return "connect to a name that it has, or, if this is a test stage, say --insecure"
          + " (connect.tls.insecure)";
    }
    if (reason.contains("this machine does not trust")) {
      return "name its issuer's file by --ca (connect.tls.ca), or, if this is a test stage, say"
          + " --insecure";
    }
    if (reason.startsWith("TLS: the certificate of")) {
      return "check this machine's clock; if it is right, renew that certificate, or, if this is a"
          + " test stage, say --insecure";
    }
    if (reason.startsWith("TLS: the server does not")) {
      return "write ws:// for a stage without TLS, and check the port";
    }
    return NO_STAGE;
  }
}
