package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Marker;
import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Secrets;

/** Puts the marker, filled up to the payload's size, into the scenario's message. */
final class MarkedMessages implements Schedule.Messages {
  private final Publish publish;
  private final Placeholders message;
  private final String run;
  private final Anchor anchor;

  MarkedMessages(Publish publish, String run, Anchor anchor) {
    this.publish = publish;
    this.message =
        Placeholders.parse(publish.message(), Placeholders.OF_A_MESSAGE)
            .mapLiterals(text -> Secrets.expand(text, System::getenv));
    this.run = run;
    this.anchor = anchor;
  }

  @Override
  public String message(int number, long intendedNanos, Person publisher) {
    Marker marker = new Marker(run, 0, number, anchor.toEpochMicros(intendedNanos));
    return publisher.fill(message, marker.encode(publish.payload().bytes()));
  }
}
