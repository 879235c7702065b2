package dev.broadside.bench.jmh;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where a fork's lookups read, and who counts what they take. A fork has one. */
sealed interface LookupPlace {
  /** The system property that says which DynamoDB, as {@link DynamoDbAt#parse} takes it. */
  String WHERE = "broadside.bench.dynamodb";

  /** The system property with the prefix of its tables' names. */
  String PREFIX = "broadside.bench.tables";

  /** What comes before the names of tables. */
  String prefix();

  /** What a lookup asks; its user closes it. */
  DynamoDbClient client();

  /** What was taken so far. */
  StageCounts counts() throws IOException;

  /** This JVM's. */
  static LookupPlace current() {
    return Current.PLACE;
  }

  /** Made at its first use, by the benchmark's setup. */
  final class Current {
    private static final LookupPlace PLACE = ofProperties(System.getProperty(WHERE));

    private Current() {}

    private static LookupPlace ofProperties(@Nullable String where) {
      if (where == null) {
        return new BehindStage(LookupBenchmark.endpoint());
      }
      try {
        return new Elsewhere(
            DynamoDbAt.parse(where), System.getProperty(PREFIX, ""), new CountedAnswers());
      } catch (CloudException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }

  /** DynamoDB Local behind a stage's counting port. */
  record BehindStage(URI endpoint) implements LookupPlace {
    @Override
    public String prefix() {
      return "";
    }

    @Override
    public DynamoDbClient client() {
      return LookupTables.client(endpoint);
    }

    @Override
    public StageCounts counts() throws IOException {
      return StageCounts.read(endpoint);
    }
  }

  /**
   * Another DynamoDB, with nobody in between: it says itself what it takes, and its answers are
   * counted here. A throttled request is made again, as a function would, and counted again.
   */
  record Elsewhere(DynamoDbAt at, String prefix, CountedAnswers counted) implements LookupPlace {
    @Override
    public DynamoDbClient client() {
      try {
        return at.client(AwsRetryStrategy.standardRetryStrategy(), counted);
      } catch (CloudException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public StageCounts counts() {
      return counted.soFar();
    }
  }
}
