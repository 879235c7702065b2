package dev.broadside.cli;

import dev.broadside.aws.Quota;
import dev.broadside.cloud.AccountQuotas;
import dev.broadside.load.Preflight;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs beside what this machine and the account allow: time to connect, local ports,
 * file descriptors, quotas. Where the account was not asked, AWS's defaults stand in, named so.
 */
record PlanFacts(Scenario scenario, Preflight.Machine machine) {
  /**
   * API Gateway's own: 500 new connections a second, 10,000 requests a second with 5,000 at once
   * (less in some regions).
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  private static final AccountQuotas DEFAULTS =
      new AccountQuotas(500.0, 10_000.0, 5_000.0, null, List.of());

  /** Lines about this machine. */
  String ofMachine() {
    long connections = connections();
    StringJoiner lines = new StringJoiner("");
    lines.add(
        line(
            "Connecting",
            "about %,.0f s at %s",
            Math.ceil(connections / scenario.connect().rate().perSecond()),
            scenario.connect().rate()));
    int addresses = Math.max(1, scenario.connect().reach().from().size());
    lines.add(
        line(
            "Ports",
            "%,d needed; %s to one address%s",
            connections + scenario.audience().witnesses(),
            known(machine.ports(), " local ports"),
            addresses == 1 ? "" : " from each of %d addresses".formatted(addresses)));
    lines.add(
        line(
            "Descriptors",
            "%,d and some hundred needed; %s",
            connections,
            known(machine.descriptors(), " for each process")));
    return lines.toString();
  }

  /** Lines about the account; {@code quotas} is empty where it was not asked. */
  String ofAccount(Optional<AccountQuotas> quotas, String region) {
    StringJoiner lines = new StringJoiner("");
    AccountQuotas known = quotas.orElse(DEFAULTS);
    List<String> parts = new ArrayList<>();
    add(parts, known.connectsPerSecond(), "%,.0f new connections a second");
    add(parts, known.requestsPerSecond(), "%,.0f requests a second, posts among them");
    add(parts, known.requestBurst(), "%,.0f of them at once");
    add(parts, known.concurrentExecutions(), "%,.0f concurrent Lambda executions");
    String source =
        quotas.isPresent()
            ? "this account's in " + region + ", shared by all that runs there"
            : "AWS's defaults: no credentials were found to ask for the account's";
    lines.add(
        line("Quotas", "%s (%s)", parts.isEmpty() ? "unknown" : String.join(", ", parts), source));
    warn(known, lines);
    known.notes().forEach(note -> lines.add(line("", "%s", note)));
    return lines.toString();
  }

  private void warn(AccountQuotas quotas, StringJoiner lines) {
    Double connects = quotas.connectsPerSecond();
    if (connects != null && scenario.connect().rate().perSecond() > connects) {
      lines.add(
          line(
              "Warning",
              "connect.rate is above the quota of %,.0f a second: the others are refused with 429",
              connects));
    }
    Double requests = quotas.requestsPerSecond();
    Double burst = quotas.requestBurst();
    if (requests == null || burst == null || !(requests > 0) || !(burst >= 1)) {
      return;
    }
    Publish publish = scenario.publish();
    long broadcasts = publish.warmupBroadcasts() + (long) publish.plannedBroadcasts();
    long messages =
        Rooms.messages(scenario.audience(), publish.publishers(), Math.max(1, broadcasts));
    double each = messages / (double) Math.max(1, broadcasts);
    double floor = new Quota(requests, burst).secondsFor(Math.round(each));
    lines.add(
        line(
            "Floor",
            "a broadcast is %,.0f requests on average and takes %.1f s or more under these quotas",
            each,
            floor));
    double seconds = publish.warmup().plus(publish.duration()).toMillis() / 1e3;
    if (messages / seconds > requests) {
      lines.add(
          line(
              "Warning",
              "the run averages %,.0f requests a second and the quota is %,.0f: posts are throttled",
              messages / seconds,
              requests));
    }
  }

  private long connections() {
    return scenario.audience().connections() + (long) scenario.publish().publishers();
  }

  private static String known(@Nullable Number number, String what) {
    return number == null
        ? "how many this system has is unknown"
        : String.format(Locale.ROOT, "this system has %,d%s", number.longValue(), what);
  }

  private static void add(List<String> parts, @Nullable Double value, String format) {
    if (value != null) {
      parts.add(String.format(Locale.ROOT, format, value));
    }
  }

  private static String line(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "%-13s", name)
        + String.format(Locale.ROOT, format, values)
        + System.lineSeparator();
  }
}
