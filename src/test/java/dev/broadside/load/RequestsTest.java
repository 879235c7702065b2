package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.ByteSize;
import dev.broadside.scenario.Pace;
import dev.broadside.scenario.Payload;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Via;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class RequestsTest {
  private static final Person PERSON = new Person("room-2", "user-5", "");
  private static final URI QUEUE = URI.create("https://sqs.eu-west-1.amazonaws.com/123456789012/q");

  private static FullHttpRequest http(String path, URI server, String body) throws LoadException {
    Via.Http via = new Via.Http("PUT", path, Map.of("X-User", "#{user}"));
    Publish publish =
        new Publish(
            via,
            body,
            Pace.steady(new Rate(1), Duration.ofSeconds(1)),
            new Arrival.Constant(),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Payload.of(new ByteSize(100)),
            1);
    return new HttpRequests(publish, via, server, PERSON).request("bs1.x");
  }

  @Test
  void aRequestIsFilledInForItsPublisher() throws Exception {
    FullHttpRequest request =
        http("/rooms/#{room}", URI.create("http://127.0.0.1:9"), "{\"m\":\"#{marker}\"}");
    assertEquals("PUT /rooms/room-2", request.method() + " " + request.uri());
    assertEquals("user-5", request.headers().get("X-User"));
    assertEquals("127.0.0.1:9", request.headers().get("Host"));
    assertEquals("13", request.headers().get("Content-Length"));
    assertEquals("{\"m\":\"bs1.x\"}", request.content().toString(StandardCharsets.UTF_8));
  }

  @Test
  void ofAUrlTheServerGetsThePathAndTheQuery() throws Exception {
    URI server = URI.create("https://a.example:8443/x/y?m=z");
    FullHttpRequest request = http("https://a.example:8443/x/#{room}?m=#{marker}", server, "");
    assertEquals("/x/room-2?m=bs1.x", request.uri());
    assertEquals("a.example:8443", request.headers().get("Host"));
  }

  @Test
  void aMessageForAQueueIsWhatTheSdksSendAndKeepsItsQuotes() throws Exception {
    FullHttpRequest request =
        new QueueRequests(QUEUE, "{\"room\":\"#{room}\",\"m\":\"#{marker}\"}", PERSON, null)
            .request("bs1.x");
    assertEquals("POST /", request.method() + " " + request.uri());
    assertEquals("AmazonSQS.SendMessage", request.headers().get("X-Amz-Target"));
    assertEquals("application/x-amz-json-1.0", request.headers().get("Content-Type"));
    assertEquals(
        "{\"QueueUrl\":\""
            + QUEUE
            + "\",\"MessageBody\":\"{\\\"room\\\":\\\"room-2\\\",\\\"m\\\":\\\"bs1.x\\\"}\"}",
        request.content().toString(StandardCharsets.UTF_8));
  }

  @Test
  void aMessageForAQueueOnAwsIsSignedForItsRegion() throws Exception {
    QueueSigner signer =
        new QueueSigner(
            QUEUE,
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKID", "key", "session")),
            Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));
    FullHttpRequest request =
        new QueueRequests(QUEUE, "#{marker}", PERSON, signer).request("bs1.x");
    String authorization = request.headers().get("Authorization");
    assertTrue(
        authorization.startsWith(
            "AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/sqs/aws4_request, SignedHeaders="),
        authorization);
    assertTrue(authorization.contains("x-amz-target"), authorization);
    assertEquals("20261121T120000Z", request.headers().get("X-Amz-Date"));
    assertEquals("session", request.headers().get("X-Amz-Security-Token"));
    assertEquals(1, request.headers().getAll("Host").size());
  }

  @Test
  void aMessageThatNobodyCanSignIsRefusedWithoutTheSdksWords() throws Exception {
    QueueSigner signer =
        new QueueSigner(
            QUEUE,
            () -> {
              throw new IllegalStateException("the process printed s3cret");
            },
            Clock.systemUTC());
    QueueRequests requests = new QueueRequests(QUEUE, "#{marker}", PERSON, signer);
    LoadException gone = assertThrows(LoadException.class, () -> requests.request("bs1.x"));
    assertTrue(
        String.valueOf(gone.getMessage())
            .startsWith("no AWS credentials were found for publish.via.queue: set AWS_PROFILE"));
  }

  @Test
  void aHostThatNamesNoRegionIsRefused() {
    assertThrows(
        LoadException.class, () -> QueueSigner.region(URI.create("https://queues.example/1/q")));
  }
}
