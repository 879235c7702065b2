package dev.broadside.stage;

import dev.broadside.stage.host.InvokedFunction;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which function made a call: what a function host's header says; else the access key of the
 * signature, since a function in another language gets one of its own; else unknown.
 */
final class Caller {
  static final String UNKNOWN = "unknown";

  private static final Pattern NAME = Pattern.compile("[\\w-]{1,140}");
  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=(\\w{1,140})/");

  private Caller() {}

  static String of(HttpHeaders headers) {
    String name = headers.get(InvokedFunction.HEADER);
    if (name != null && NAME.matcher(name).matches()) {
      return name;
    }
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (authorization == null) {
      return UNKNOWN;
    }
    Matcher key = ACCESS_KEY.matcher(authorization);
    return key.find() && !key.group(1).equals(LocalCredentials.ACCESS_KEY) ? key.group(1) : UNKNOWN;
  }
}
