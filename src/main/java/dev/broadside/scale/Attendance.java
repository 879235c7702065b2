package dev.broadside.scale;

import dev.broadside.measure.Anchor;
import dev.broadside.scale.Protocol.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An injector's part in a run, from its variables on. */
public final class Attendance {
  private final InjectorVariables variables;
  private final Anchor anchor;

  /**
   * The part of the injector with these variables.
   *
   * @param anchor its clock, by which everybody begins: the same as the work's
   */
  public Attendance(InjectorVariables variables, Anchor anchor) {
    this.variables = variables;
    this.anchor = anchor;
  }

  /**
   * Meets the others and does {@code work} with them; how this injector ended.
   *
   * @param settle how long connections must be open before the start
   */
  public Work.Ended take(Work work, Duration settle) throws ScaleException {
    Terms terms =
        Terms.of(variables.shards(), variables.quorum(), variables.barrierTimeout(), settle);
    Identity me = identity();
    InstantSource clock = () -> anchor.toInstant(System.nanoTime());
    Parcel parcel = new Parcel();
    try (DynamoDbClient dynamo = variables.table().client()) {
      Table table = new DynamoTable(dynamo, variables.table(), me, parcel, clock);
      Protocol protocol = new Protocol(me.run(), terms, me.index());
      return new Rendezvous(protocol, table, parcel, work, this::now, new SplittableRandom())
          .attend();
    }
  }

  private Moment now() {
    long nanos = System.nanoTime();
    return new Moment(nanos, anchor.toEpochMicros(nanos));
  }

  private Identity identity() throws ScaleException {
    try {
      return new Identity(
          variables.run(),
          variables.shards(),
          variables.index(),
          UUID.randomUUID().toString(),
          host(),
          Parcel.sha256(Files.readAllBytes(variables.scenario())));
    } catch (IOException e) {
      throw new ScaleException(
          "the scenario " + variables.scenario() + " cannot be read: set BROADSIDE_SCENARIO", e);
    }
  }

  /** The name by which this machine, or container, is known. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
