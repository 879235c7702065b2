package dev.broadside.scenario;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how sockets get to the stage: {@code connect.tls}, {@code from} and {@code proxy}. */
final class ReachReader {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /** With a colon in it, Java takes a text for an address or refuses it: it asks no DNS. */
  private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** What stands between the first colon of a URL's user and its host. */
  private static final Pattern PASSWORD = Pattern.compile("//[^:@]*:(.+)@");

  private final Expansion expansion;

  ReachReader(Expansion expansion) {
    this.expansion = expansion;
  }

  Reach reach(Section connect, boolean local) throws ScenarioException {
    Section tls = connect.child("tls");
    return new Reach(
        tls.isNothing("ca") ? null : expansion.plain(tls, "ca", tls.text("ca", "")),
        tls.flag("insecure"),
        from(connect),
        proxy(connect, local));
  }

  private static List<String> from(Section connect) throws ScenarioException {
    List<String> from = connect.texts("from");
    for (String address : from) {
      if (!isAddress(address)) {
        throw connect.error(
            "from",
            "must be a list of addresses of this machine, as [10.0.0.5, 10.0.0.6], not '%s'"
                .formatted(address));
      }
    }
    return from;
  }

  private static boolean isAddress(String text) {
    if (!LIKE_IPV6.matcher(text).matches()) {
      return IPV4.matcher(text).matches();
    }
    try {
      return !InetAddress.getByName(text).getHostAddress().isEmpty();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private @Nullable String proxy(Section connect, boolean local) throws ScenarioException {
    if (connect.isNothing("proxy")) {
      return null;
    }
    String written = connect.quietText("proxy");
    if (!isProxy(expansion.expanded(connect, "proxy", written))) {
      throw connect.error(
          "proxy",
          "must be an HTTP proxy with its port, as http://proxy.example.com:3128, or with a user,"
              + " as http://me:${PASSWORD}@proxy.example.com:3128");
    }
    if (hasLiteralPassword(written)) {
      throw connect.error(
          "proxy",
          "has its password in plain text, and a scenario is kept with its results: write"
              + " http://me:${PASSWORD}@proxy.example.com:3128, and export PASSWORD");
    }
    if (local) {
      throw connect.error(
          "proxy", "leads away from this machine, and the local stage is on it: leave it out");
    }
    return written;
  }

  private static boolean isProxy(String text) {
    try {
      HttpProxy.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasLiteralPassword(String written) {
    Matcher password = PASSWORD.matcher(written);
    return password.find() && !Secrets.occurIn(password.group(1));
  }
}
