package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where functions run that no host of ours can run, and what is refused. */
@Timeout(60)
class PlacementTest {
  private static final Template.Function SNAKE =
      new Template.Function(
          "Snake",
          "stack-Snake-1",
          "python3.12",
          "app.handler",
          Map.of("TABLE", "t"),
          Duration.ofSeconds(3),
          512);

  private static final int HOSTED = 4;

  @TempDir private Path folder = Path.of("");
  private final Functions functions = new Functions();
  private StageServer server;

  @BeforeEach
  void start() throws StageException {
    server = StageServer.bind(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Placement placement(String... options) throws StageException {
    List<String> line = new ArrayList<>(List.of("--design", "a", "--logs", folder.toString()));
    line.addAll(List.of(options));
    FunctionOptions found = StageArguments.parse(line).settings().functions();
    return new Placement(
        functions,
        server,
        new FunctionHost.Settings("127.0.0.1:" + server.port(), "prod", folder, List.of(), found),
        HOSTED,
        death -> {});
  }

  private static Template template(Template.Function... functions) {
    return ReloadTest.template("prod", List.of(), functions);
  }

  @ParameterizedTest
  @CsvSource({"Snake", "stack-Snake-1"})
  void aFunctionIsKnownByItsLogicalIdAndByItsName(String name) throws Exception {
    try (PlayedEmulator emulator = new PlayedEmulator();
        Placement placement = placement("--function", name + "=" + emulator.url())) {
      Placement.Version version = placement.begin(template(SNAKE));
      version.awaitReady();
      version.use(() -> {});
      functions.invoke(
          server.loops().getFirst(),
          new Invoker.Call("Snake", new byte[0], Duration.ofSeconds(5)),
          end -> {});
      assertEquals("POST", emulator.next().method());
      assertEquals(
          List.of(emulator.url() + "/2015-03-31/functions/function/invocations"),
          placement.urls(SNAKE));
      assertEquals(List.of(), placement.pids());
    }
  }

  @Test
  void aFunctionElsewhereNeedsWhatAHostWouldSetAndItsLimits() throws Exception {
    try (Placement placement = placement()) {
      Map<String, String> environment = placement.environment(SNAKE);
      String stage = "http://127.0.0.1:" + server.port();
      assertEquals("t", environment.get("TABLE"));
      assertEquals("3", environment.get("AWS_LAMBDA_FUNCTION_TIMEOUT"));
      assertEquals("stack-Snake-1", environment.get("AWS_LAMBDA_FUNCTION_NAME"));
      assertEquals(stage, environment.get("AWS_ENDPOINT_URL_DYNAMODB"));
      assertEquals(stage + "/prod", environment.get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"));
    }
  }

  @Test
  void aFunctionElsewhereHasAsManyEnvironmentsAsItsUrlsTake() throws Exception {
    String url = "Snake=http://127.0.0.1:9000";
    try (Placement hosted = placement();
        Placement one = placement("--function", url);
        Placement six =
            placement("--function", url, "--function", url, "--function-concurrency", "Snake=3")) {
      assertEquals(HOSTED, hosted.environments(SNAKE));
      assertEquals(1, one.environments(SNAKE));
      assertEquals(6, six.environments(SNAKE));
    }
  }

  private static String refusal(Placement placement) {
    return String.valueOf(
        assertThrows(StageException.class, () -> placement.begin(template(SNAKE)).awaitReady())
            .getMessage());
  }

  @Test
  void aFunctionWithoutARuntimeHereIsRefusedByName() throws Exception {
    try (Placement placement = placement()) {
      assertEquals(
          "function Snake has the runtime python3.12, which is called at a URL: run it, say in its"
              + " Lambda image, and add --function Snake=http://127.0.0.1:9000",
          refusal(placement));
    }
  }

  @Test
  void aNameThatNoFunctionHasIsRefused() throws Exception {
    try (Placement placement = placement("--function", "Snak=http://a")) {
      assertEquals(
          "--function Snak names no function of the template, which has Snake", refusal(placement));
    }
  }

  @Test
  void aUrlWhereNothingAnswersIsRefusedUnlessToldNotToLook() throws Exception {
    PlayedEmulator emulator = new PlayedEmulator();
    emulator.close();
    String option = "Snake=" + emulator.url();
    try (Placement placement = placement("--function", option)) {
      assertEquals(
          "function Snake: nothing answers at %s (Connection refused): run it there first, or start the stage without it by --function-check no"
              .formatted(emulator.url()),
          refusal(placement));
    }
    try (Placement placement = placement("--function", option, "--function-check", "no")) {
      placement.begin(template(SNAKE)).awaitReady();
    }
  }
}
