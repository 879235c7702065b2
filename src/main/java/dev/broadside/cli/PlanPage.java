package dev.broadside.cli;

import dev.broadside.cloud.AccountQuotas;
import dev.broadside.load.Preflight;
import dev.broadside.measure.CloudView;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * What {@code --plan} adds to the plan: it may ask AWS and the target, where a run only asks you.
 */
final class PlanPage {
  private PlanPage() {}

  /** Lines about the largest run of a sweep, or the only one. */
  static String of(Scenario scenario, CloudOptions cloud) throws InterruptedException {
    PlanFacts facts = new PlanFacts(scenario, Preflight.Machine.current());
    StringBuilder page = new StringBuilder(facts.ofMachine());
    String target = scenario.target();
    if (target == null || new Consent(scenario).isLoopback()) {
      return page.toString();
    }
    String address = Secrets.expand(target, System::getenv);
    Optional<CloudView.Source> source = cloud.source(address, null);
    if (source.isPresent()) {
      String region = source.get().region();
      page.append(facts.ofAccount(AccountQuotas.of(region), region));
    }
    // A proxy, or an issuer of its own, is the run's way and not this question's.
    boolean direct = scenario.connect().reach().proxy() == null;
    page.append("Clock        ")
        .append(
            (direct
                    ? ClockOffset.ofServer(URI.create(address), Clock.systemUTC())
                    : Optional.<ClockOffset>empty())
                .map(ClockOffset::sentence)
                .orElse("unknown: the target gave no Date to a plain HTTP question"))
        .append(System.lineSeparator());
    return page.toString();
  }
}
