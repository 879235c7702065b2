package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

/** A8 and A9: the two reasons for a 429. */
final class ThrottleChecks {
  private static final byte[] LARGE = " ".repeat(128 << 10).getBytes(StandardCharsets.US_ASCII);

  /** 64 MB: no buffer of one connection, ours, a proxy's and two kernels' together, is larger. */
  private static final int MOST_LARGE = 512;

  /** Ten times what the bucket of the local stage holds, for it refills meanwhile. */
  private static final int MOST_SMALL = 400;

  private static final int LEAST_WINDOW = 4 << 10;
  private static final String MODEL = "LimitExceededException of PostToConnection; gchq/sleeper";

  private ThrottleChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
                "A8",
                "An empty bucket: 429 LimitExceededException; attempts count",
                evidence(Grade.M, MODEL),
                ThrottleChecks::bucket)
            .on(Variant.BARE)
            .last(),
        Check.of(
            "A9",
            "A client that does not read: 429 LimitExceededException",
            evidence(Grade.M, MODEL + " issue 7494"),
            ThrottleChecks::slowConsumer));
  }

  private static void slowConsumer(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    try (RawSocket socket = site.raw(LEAST_WINDOW)) {
      String id = site.idOf(socket);
      for (int i = 0; i < MOST_LARGE; i++) {
        Answer answer = site.management().post(id, LARGE);
        if (answer.status() != 200) {
          ConnectionsChecks.isError(answer, 429, "LimitExceededException");
          site.note("after " + i + " posts of 128 KB");
          return;
        }
      }
    }
    throw new Difference("HTTP 429", MOST_LARGE + " posts of 128 KB were taken");
  }

  /** Whatever it finds, the bucket is full again at its end: who comes next is not refused. */
  private static void bucket(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Duration refill = site.refill();
    if (refill == null) {
      throw new CannotCheck(
          "it would take 15,000 posts in a second out of the bucket of the whole account");
    }
    String id = site.idOf(site.talk());
    try {
      attemptsCount(site, id);
      empty(site, id);
      attemptsCount(site, id);
      sdkRaisesIt(site, id);
    } finally {
      Thread.sleep(refill);
    }
  }

  private static void empty(Site site, String id)
      throws CannotCheck, Difference, IOException, InterruptedException {
    for (int i = 0; i < MOST_SMALL; i++) {
      Answer answer = site.management().post(id, new byte[] {' '});
      if (answer.status() != 200) {
        ConnectionsChecks.isError(answer, 429, "LimitExceededException");
        site.note("after " + i + " posts");
        return;
      }
    }
    throw new Difference("HTTP 429", MOST_SMALL + " posts at once were taken");
  }

  /** A repeat, as SDKs mark it, is an attempt and no further post, taken or refused. */
  private static void attemptsCount(Site site, String id)
      throws CannotCheck, Difference, IOException, InterruptedException {
    JsonNode before = site.counters();
    for (int attempt = 1; attempt <= 3; attempt++) {
      site.management()
          .call(
              "POST",
              Management.path(id),
              new byte[] {' '},
              Map.of("amz-sdk-request", "attempt=" + attempt + "; max=3"));
    }
    JsonNode after = site.counters();
    Difference.unlessSame(
        "attempts counted", 3L, after.path("attempts").asLong() - before.path("attempts").asLong());
    Difference.unlessSame(
        "posts counted", 1L, after.path("posts").asLong() - before.path("posts").asLong());
  }

  private static void sdkRaisesIt(Site site, String id) throws CannotCheck, Difference {
    try (ApiGatewayManagementApiClient sdk = site.management().sdk(false)) {
      for (int i = 0; i < MOST_SMALL; i++) {
        sdk.postToConnection(
            p -> p.connectionId(id).data(SdkBytes.fromByteArray(new byte[] {' '})));
      }
      throw new Difference("a LimitExceededException of the SDK", "no exception");
    } catch (LimitExceededException expected) {
      return;
    } catch (ApiGatewayManagementApiException other) {
      throw new Difference(
          "a LimitExceededException of the SDK",
          other.getClass().getSimpleName() + " with " + other.statusCode());
    }
  }
}
