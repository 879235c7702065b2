package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Marker;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Secrets;

/** Puts the marker, filled up to the payload's size, into the scenario's message. */
final class MarkedMessages implements Schedule.Messages {
  private final Publish publish;
  private final String template;
  private final String run;
  private final Anchor anchor;

  MarkedMessages(Publish publish, String run, Anchor anchor) {
    this.publish = publish;
    this.template = Secrets.expand(publish.message(), System::getenv);
    this.run = run;
    this.anchor = anchor;
  }

  @Override
  public String message(int number, long intendedNanos) {
    Marker marker = new Marker(run, 0, number, anchor.toEpochMicros(intendedNanos));
    return template.replace(Publish.MARKER, marker.encode(publish.payload().bytes()));
  }
}
