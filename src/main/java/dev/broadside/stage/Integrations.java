package dev.broadside.stage;

import dev.broadside.template.Integration.Mapped;
import dev.broadside.template.Template;

/**
 * The one place that knows which integrations this stage runs. Package {@code mapping} renders the
 * templates of the others; whoever lets {@link Gateway} call it starts here.
 */
final class Integrations {
  private Integrations() {}

  /** Refuses a stage that would treat a mapped message as a proxy's. */
  static void refuseWhatIsNotRun(Template.Route route) throws StageException {
    if (route.integration() instanceof Mapped mapped) {
      throw new StageException(
          "route %s has the integration %s with mapping templates, which this stage reads and does not run yet: make it IntegrationType AWS_PROXY"
              .formatted(route.routeKey(), mapped.logicalId()));
    }
  }
}
