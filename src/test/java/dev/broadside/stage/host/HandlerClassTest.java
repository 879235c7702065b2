package dev.broadside.stage.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerClassTest {
  private static final String HANDLERS = "dev.broadside.stage.TestHandlers";

  private static FunctionSpec spec(String handler) {
    return new FunctionSpec("f", handler, Duration.ofSeconds(3), 512);
  }

  @Test
  void aSpecSurvivesTheCommandLine() {
    FunctionSpec spec = spec("a.B::c");
    assertEquals(List.of(spec), FunctionSpec.fromArguments(spec.toArguments()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no.Such | its handler class no.Such cannot be loaded",
        "dev.broadside.stage.TestHandlers$Methods::nothing | has no public method nothing(event)",
        "dev.broadside.stage.TestHandlers$Methods | is neither a RequestHandler nor",
        "dev.broadside.stage.TestHandlers$Hidden | needs to be a public class with a public constructor",
      })
  void whatIsMissingIsSaidPreciselyAtStart(String handler, String part) {
    HandlerException e =
        assertThrows(HandlerException.class, () -> HandlerClass.find(spec(handler)));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void aConstructorThatThrowsIsSaidAtStart() {
    HandlerException e =
        assertThrows(
            HandlerException.class,
            () -> HandlerPool.start(HandlerClass.find(spec(HANDLERS + "$Broken"))));
    assertTrue(String.valueOf(e.getMessage()).contains("TABLE is not set"), e.getMessage());
  }

  @Test
  void aMethodGetsItsEventAsAMapAndItsResultBecomesJson() throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String event = "{\"requestContext\":{\"connectionId\":\"c\",\"routeKey\":\"r\"}}";
    HandlerClass.find(spec(HANDLERS + "$Methods::whoami"))
        .instantiate()
        .handle(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            answer,
            new InvocationContext(spec("x"), "id", System.nanoTime()));
    assertEquals("{\"body\":\"c r\"}", answer.toString(StandardCharsets.UTF_8));
  }
}
