package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** With every logger open, through our {@code logback.xml}, no signature reaches an output. */
@Timeout(60)
@ExtendWith(DummyCredentials.class)
@Isolated("it turns every logger up")
final class SecretsStayOutOfLogsTest {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)authorization.*AWS4-HMAC|signature\\s*[=:]\\s*[0-9a-f]{8}|"
              + DummyCredentials.SESSION_TOKEN);

  @Test
  void noLineAtAnyLevelCarriesAnAuthorizationHeader() throws Exception {
    String output = outputOf(SecretsStayOutOfLogsTest::broadcastWithEveryLoggerOpen);
    for (String proof : List.of("software.amazon", "o.a.h.c.h.wire", "@connections", "(hidden)")) {
      assertTrue(output.contains(proof), "the loggers are open: " + proof);
    }
    List<String> secrets = output.lines().filter(line -> SECRET.matcher(line).find()).toList();
    assertEquals(List.of(), secrets);
  }

  private static void broadcastWithEveryLoggerOpen() throws Exception {
    LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    java.util.logging.Logger jul = LogManager.getLogManager().getLogger("");
    java.util.logging.Level julLevel = jul.getLevel();
    Handler console = new ConsoleHandler();
    try {
      configure(logback);
      console.setLevel(java.util.logging.Level.ALL);
      jul.addHandler(console);
      jul.setLevel(java.util.logging.Level.ALL);
      // Those that have levels of their own are there by now; those to come take the root's.
      logback.getLoggerList().forEach(logger -> logger.setLevel(Level.ALL));
      broadcast("serial");
      broadcast("async");
      broadcast("direct");
    } finally {
      jul.removeHandler(console);
      jul.setLevel(julLevel);
      configure(logback);
    }
  }

  private static void broadcast(String fanout) throws Exception {
    try (StubAws aws = new StubAws(1, "gone", "a", "b");
        var connect = new ScanChatConnect(aws.environment(fanout, 2));
        var function = new ScanChatSendMessage(aws.environment(fanout, 2))) {
      aws.answers("gone", 410);
      connect.handleRequest(Event.named("connect"), NoContext.create());
      function.handleRequest(Event.named("message"), NoContext.create());
    }
  }

  private static void configure(LoggerContext logback) throws Exception {
    logback.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(
        Objects.requireNonNull(SecretsStayOutOfLogsTest.class.getResource("/logback.xml")));
  }

  private static String outputOf(Body body) throws Exception {
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream capture = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      body.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }

  private interface Body {
    void run() throws Exception;
  }
}
