package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.net.URI;

/** Where a run's numbers come from: measured here, modelled here, emulated, or deployed. */
final class Place {
  private Place() {}

  /** One sentence without its full stop, which says what the latencies are not. */
  static String of(RunSummary.Run run) {
    if (run.target().equals("local")) {
      return "aws".equals(run.profile())
          ? "local stage on this machine, DynamoDB Local; quotas and latencies of AWS are modelled,"
              + " not measured"
          : "local stage on this machine, DynamoDB Local; latencies are this machine's, not AWS's";
    }
    return isLoopback(run.target())
        ? "emulated stage " + address(run.target()) + "; latencies are this machine's, not AWS's"
        : "deployed stage " + address(run.target()) + "; latencies include the way to it";
  }

  private static boolean isLoopback(String target) {
    String rest = target.replaceFirst("^\\w+://([^@/]*@)?", "");
    return rest.matches("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/?#].*)?");
  }

  /** Without user and query: a token in the address must not reach a report. */
  private static String address(String target) {
    try {
      URI uri = URI.create(target);
      return uri.getHost() == null
          ? "of the scenario"
          : uri.getScheme()
              + "://"
              + uri.getHost()
              + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
              + uri.getPath();
    } catch (IllegalArgumentException e) {
      return "of the scenario";
    }
  }
}
