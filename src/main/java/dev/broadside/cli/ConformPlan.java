package dev.broadside.cli;

import dev.broadside.conform.Variant;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/** What the checks would do to somebody's stages, for a person to agree to before they do. */
record ConformPlan(Map<Variant, URI> urls, boolean slow) {

  /** Whether nothing leaves this machine. */
  boolean isLoopback() {
    return urls.values().stream().allMatch(ConformPlan::isLoopback);
  }

  private static boolean isLoopback(URI url) {
    try {
      return InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Unknown to us here; the checks say so in their own words.
      return false;
    }
  }

  /** The plan, a few lines; the numbers bound what the checks do. */
  String text() {
    StringBuilder text = new StringBuilder();
    urls.forEach((variant, url) -> text.append("%-12s %s%n".formatted(variant.design(), url)));
    return text.append(
            "Connections  under 150, at most 50 at a time%s%n"
                .formatted(slow ? "; three of them for minutes, one for two hours" : ""))
        .append(
            "Messages     under 500, and up to 512 posts of 128 KB to one connection that does not"
                + " read%n".formatted())
        .append(
            "Cost         under one cent for API Gateway; functions throw on"
                + " purpose%n".formatted())
        .toString();
  }
}
