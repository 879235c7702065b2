package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.stage.PlayedEmulator.Answer;
import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FunctionAtUrlsTest {
  private static final Duration LONG = Duration.ofSeconds(28);

  private final Transport transport = Transport.best();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, transport.handler());
  private final EventLoop home = group.next();
  private final EventLoop caller = group.next();
  private final Functions functions = new Functions();
  private PlayedEmulator emulator;

  @BeforeEach
  void start() throws Exception {
    emulator = new PlayedEmulator();
    place(1, LONG, emulator.url());
  }

  private void place(int concurrency, Duration timeout, String... urls) throws Exception {
    place(concurrency, timeout, new UnderWay(), urls);
  }

  private void place(int concurrency, Duration timeout, UnderWay underWay, String... urls)
      throws Exception {
    FunctionAtUrls place = new FunctionAtUrls(home);
    for (String text : urls) {
      FunctionUrl url = FunctionUrl.parse("--function", text);
      HttpPools pools =
          new HttpPools(
              List.of(home, caller),
              transport,
              url.resolve("F"),
              FunctionAtUrls.bounds(concurrency));
      place.add(url, pools, concurrency);
    }
    functions.place(
        new Template.Function("F", "f", "python3.12", "app.handler", Map.of(), timeout, 512),
        place,
        underWay);
  }

  @AfterEach
  void stop() {
    emulator.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private CompletableFuture<Invocation> invoke(String event, Duration limit) {
    CompletableFuture<Invocation> end = new CompletableFuture<>();
    Invoker.Call call = new Invoker.Call("F", event.getBytes(StandardCharsets.UTF_8), limit);
    caller.execute(
        () ->
            functions.invoke(
                caller,
                call,
                how -> {
                  assertTrue(caller.inEventLoop());
                  end.complete(how);
                }));
    return end;
  }

  private String failure() throws Exception {
    return switch (invoke("{}", LONG).get()) {
      case Invocation.Threw(String reason, String message) -> reason;
      case Invocation.Failed(String reason) -> reason;
      case Invocation other -> throw new AssertionError(other);
    };
  }

  @Test
  void aUrlWithoutAPathIsCalledAsTheEmulatorIs() throws Exception {
    emulator.answer(200, "{\"statusCode\":200}");
    Invocation.Returned returned =
        assertInstanceOf(Invocation.Returned.class, invoke("{\"a\":\"é\"}", LONG).get());
    assertArrayEquals("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8), returned.payload());
    assertEquals(
        new PlayedEmulator.Call(
            "POST",
            "/2015-03-31/functions/function/invocations",
            emulator.authority(),
            "application/json",
            "{\"a\":\"é\"}"),
        emulator.next());
  }

  @Test
  void aUrlWithAPathIsCalledThere() throws Exception {
    place(1, LONG, emulator.url() + "/2015-03-31/functions/Send%20it/invocations");
    invoke("{}", LONG).get();
    assertEquals("/2015-03-31/functions/Send%20it/invocations", emulator.next().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"text\"", "[]", "{\"body\":\"x\"}"})
  void anyJsonIsAnAnswer(String json) throws Exception {
    emulator.answer(200, json);
    assertInstanceOf(Invocation.Returned.class, invoke("{}", LONG).get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {'errorType':'E','errorMessage':'no'} | F threw E: no",
        "200 | Task timed out after 3.00 seconds |"
            + " F answered no JSON but 'Task timed out after 3.00 seconds'",
        "200 | '' | F answered nothing: did its process end? See its log",
        "200 | {'a':1} x | F answered no JSON but '{\"a\":1} x'",
        "400 | '' | F could not be invoked: URL answered 400 Bad Request: it is busy with another"
            + " invocation; set AWS_LAMBDA_FUNCTION_TIMEOUT there",
        "404 | '' | F could not be invoked: URL answered 404 Not Found: name the path of its"
            + " Invoke API in --function",
        "502 | {'errorType':'Runtime.ExitError','errorMessage':'gone'} |"
            + " F could not be invoked: URL answered 502 Bad Gateway (Runtime.ExitError: gone)",
      })
  void whatTheEmulatorSaysOfAFailureIsAFailure(int status, String body, String sentence)
      throws Exception {
    emulator.answer(status, body.replace('\'', '"'));
    assertEquals(
        sentence,
        failure().replace(emulator.url() + "/2015-03-31/functions/function/invocations", "URL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Handled", "Unhandled"})
  void whatLambdaMarksAsAFunctionErrorIsAFailure(String mark) throws Exception {
    emulator.answer(
        new Answer(200, Map.of("X-Amz-Function-Error", mark), "{\"errorMessage\":\"no\"}"));
    assertEquals(new Invocation.Threw("F threw : no", "no"), invoke("{}", LONG).get());
    emulator.answer(new Answer(200, Map.of("X-Amz-Function-Error", mark), "{}"));
    assertEquals("F threw; its log says what", failure());
  }

  @Test
  void anEmulatorIsNeverGivenTwoInvocationsAtOnce() throws Exception {
    emulator.hold();
    List<CompletableFuture<Invocation>> ends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ends.add(invoke("" + i, LONG));
    }
    for (int i = 0; i < 5; i++) {
      assertEquals("" + i, emulator.next().event());
      emulator.release(1);
    }
    for (CompletableFuture<Invocation> end : ends) {
      assertInstanceOf(Invocation.Returned.class, end.get());
    }
    assertEquals(1, emulator.mostAtOnce());
  }

  @Test
  void severalUrlsOrAHigherConcurrencyTakeMore() throws Exception {
    try (PlayedEmulator second = new PlayedEmulator()) {
      place(2, LONG, emulator.url(), second.url());
      emulator.hold();
      second.hold();
      List<CompletableFuture<Invocation>> ends = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ends.add(invoke("" + i, LONG));
      }
      for (int i = 0; i < 2; i++) {
        emulator.next();
        second.next();
      }
      emulator.release(6);
      second.release(6);
      for (CompletableFuture<Invocation> end : ends) {
        assertInstanceOf(Invocation.Returned.class, end.get());
      }
      assertEquals(2, emulator.mostAtOnce());
      assertEquals(2, second.mostAtOnce());
    }
  }

  @Test
  void theFunctionsOwnTimeoutBeginsWithItsTurnAndTheCallersLimitBefore() throws Exception {
    place(1, Duration.ofMillis(300), emulator.url());
    emulator.hold();
    long began = System.nanoTime();
    CompletableFuture<Invocation> slow = invoke("{}", LONG);
    CompletableFuture<Invocation> impatient = invoke("{}", Duration.ofMillis(50));
    CompletableFuture<Invocation> next = invoke("{}", LONG);
    Invocation late = new Invocation.Failed("F ran longer than its timeout of 300 ms");
    assertEquals(new Invocation.TimedOut(), impatient.get());
    assertEquals(late, slow.get());
    assertEquals(late, next.get());
    assertTrue(System.nanoTime() - began >= Duration.ofMillis(600).toNanos(), "one by one");
  }

  @Test
  void theCallersLimitEndsACallUnderWay() throws Exception {
    emulator.hold();
    assertEquals(new Invocation.TimedOut(), invoke("{}", Duration.ofMillis(50)).get());
  }

  @Test
  void whatIsUnderWayFinishesWhereItBeganAndTheRestGoesToTheSuccessor() throws Exception {
    UnderWay before = new UnderWay();
    AtomicBoolean left = new AtomicBoolean();
    place(1, LONG, before, emulator.url());
    emulator.hold();
    CompletableFuture<Invocation> old = invoke("old", LONG);
    assertEquals("old", emulator.next().event());
    try (PlayedEmulator successor = new PlayedEmulator()) {
      place(1, LONG, successor.url());
      before.giveUp(() -> left.set(true));
      assertInstanceOf(Invocation.Returned.class, invoke("new", LONG).get());
      assertEquals("new", successor.next().event());
    }
    assertFalse(left.get());
    emulator.release(1);
    assertInstanceOf(Invocation.Returned.class, old.get());
    assertTrue(left.get());
  }

  @Test
  void aServerThatKeepsNoConnectionIsCalledAgain() throws Exception {
    emulator.answer(new Answer(200, Map.of("Connection", "close"), "{}"));
    List<CompletableFuture<Invocation>> ends = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ends.add(invoke("{}", LONG));
    }
    for (CompletableFuture<Invocation> end : ends) {
      assertInstanceOf(Invocation.Returned.class, end.get());
    }
    assertEquals(1, emulator.mostAtOnce());
  }

  @Test
  void aUrlThatIsDownFailsEachInvocation() throws Exception {
    String url = emulator.url();
    emulator.close();
    String sentence = failure();
    assertTrue(sentence.startsWith("F cannot be reached at " + url + "/2015"), sentence);
    assertTrue(sentence.endsWith("does it run there?"), sentence);
    assertEquals(sentence, failure());
  }
}
