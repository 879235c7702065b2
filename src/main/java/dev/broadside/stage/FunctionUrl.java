package dev.broadside.stage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a function is called that runs elsewhere: a URL that speaks Lambda's Invoke API.
 *
 * @param path as the Runtime Interface Emulator serves it, unless the URL names another
 */
record FunctionUrl(String host, int port, String path) {
  /**
   * The one path that every version of the emulator serves (aws-lambda-runtime-interface-emulator,
   * {@code cmd/aws-lambda-rie/http.go}).
   */
  private static final String EMULATOR = "/2015-03-31/functions/function/invocations";

  private static final int HTTP = 80;

  /** Reads what {@code option} was given, or says what it takes. */
  static FunctionUrl parse(String option, String text) throws StageException {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw refusal(option, text);
    }
    if ("https".equalsIgnoreCase(uri.getScheme())) {
      throw new StageException(
          "%s names %s, and functions are called by plain HTTP: name an http:// URL"
              .formatted(option, text));
    }
    boolean plain =
        uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !plain) {
      throw refusal(option, text);
    }
    boolean noPath = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    return new FunctionUrl(
        uri.getHost(),
        uri.getPort() < 0 ? HTTP : uri.getPort(),
        noPath ? EMULATOR : uri.getRawPath());
  }

  private static StageException refusal(String option, String text) {
    return new StageException(
        "%s takes Function=http://host:port, with or without a path, not '%s'"
            .formatted(option, text));
  }

  /** What the {@code Host} header says. */
  String authority() {
    return host + ":" + port;
  }

  /** The address, looked up once. */
  InetSocketAddress resolve(String function) throws StageException {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new StageException(
          "function %s: there is no host %s: is its --function right?".formatted(function, host),
          e);
    }
  }

  @Override
  public String toString() {
    return "http://" + authority() + path;
  }
}
