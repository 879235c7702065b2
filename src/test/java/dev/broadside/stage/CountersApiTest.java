package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the stage tells of its counters, on its own port. */
@Timeout(60)
class CountersApiTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BareStage stage;

  CountersApiTest() throws StageException {
    stage =
        new BareStage(
            Rules.USUAL, List.of(TableModelTest.ROOMS), BareStage.CONNECT, BareStage.DISCONNECT);
  }

  @AfterEach
  void end() {
    stage.close();
    http.close();
  }

  private HttpRequest.Builder counters() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + stage.port() + CountersApi.PATH));
  }

  @Test
  void aProgramOfThisMachineIsToldWhatWasCounted() throws Exception {
    HttpResponse<String> answer = http.send(counters().build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"pages\":0,\"items\":0"), answer.body());
  }

  @Test
  void aPageInABrowserIsNot() throws Exception {
    HttpRequest.Builder request = counters().header("Origin", "http://example.com");
    assertEquals(403, http.send(request.build(), BodyHandlers.ofString()).statusCode());
  }
}
