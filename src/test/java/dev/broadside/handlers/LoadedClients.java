package dev.broadside.handlers;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Broadcasts once with each fanout before the first test, so that no test's call is the one that
 * loads the SDK's classes: on a slow machine that outlasts the time limit of an attempt, and a call
 * that is tried again is one more than the test expects. Comes behind {@link DummyCredentials}.
 */
final class LoadedClients implements BeforeAllCallback {
  private static boolean loaded;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    synchronized (LoadedClients.class) {
      if (!loaded) {
        loaded = true;
        for (String fanout : new String[] {"serial", "pool", "virtual", "async", "direct"}) {
          broadcast(fanout);
        }
      }
    }
  }

  private static void broadcast(String fanout) throws IOException {
    try (StubAws aws = new StubAws(1, "a", "b");
        var function = new ScanChatSendMessage(aws.environment(fanout, 2), new CapturedLog())) {
      function.handleRequest(Event.named("message"), NoContext.create());
    } catch (RuntimeException late) {
      // Too slow for its limits, which the SDK says in several ways; it has loaded all the same.
      System.getLogger(LoadedClients.class.getName()).log(System.Logger.Level.DEBUG, fanout, late);
    }
  }
}
