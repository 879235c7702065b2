package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;

/** A broadcast whose lookup ends as none should. */
@Timeout(60)
final class BroadcastTest {
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:1/prod");

  /** Everybody takes everything. */
  private static final class AllPosted implements Fanout {
    @Override
    public void post(URI endpoint, SdkBytes message, Posts posts) {
      for (Post post = posts.take(); post != null; post = posts.take()) {
        posts.answered(post, 200);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void aLookupThatBreaksOffIsNotTakenForAWholeOne() {
    Map<String, String> environment = Map.of("AWS_REGION", "r", "WEBSOCKET_TABLE", "connections");
    Tables tables = Settings.read(environment).tables();
    CapturedLog log = new CapturedLog();
    Broadcast broadcast =
        new Broadcast(
            group -> broken(List.of("a", "b")),
            new AllPosted(),
            new ConnectionTable(new MemoryTables(), tables),
            log);
    Group everyone = Group.everyone();
    SdkBytes message = SdkBytes.fromUtf8String("Hi");
    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> broadcast.run(ENDPOINT, message, everyone, Deadline.inMillis(60_000)));
    assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
    assertTrue(
        log.lines.get(0).contains("\"posted\":2")
            && log.lines.get(0).contains("\"lookupFailure\":\"IllegalStateException\""),
        log.lines::toString);
  }

  private static Iterator<String> broken(List<String> first) {
    return Stream.concat(
            first.stream(),
            Stream.generate(
                () -> {
                  throw new NoClassDefFoundError("some.Library");
                }))
        .iterator();
  }
}
