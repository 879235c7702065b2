package dev.broadside.load.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page about Gatling says is what compiles. */
final class GatlingPageTest {
  private static final Path PAGE = Path.of("src/docs/gatling.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/broadside/load/dsl/LobbySimulation.java");

  @Test
  void itsExampleIsTheOneThatTheTestsRun() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```java\n") + "```java\n".length();
    String file = Files.readString(EXAMPLE);
    String code = file.substring(file.indexOf("public final class"));
    assertEquals(code, page.substring(start, page.indexOf("```", start)));
  }

  @Test
  void itTellsEveryWordOfABroadcast() throws IOException {
    String page = Files.readString(PAGE);
    for (Method method : Broadcast.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        assertTrue(page.contains(method.getName() + "("), method::getName);
      }
    }
  }

  @Test
  void aMessageThatNobodyCouldTellFromOthersIsRefused() {
    Broadcast room = BroadcastDsl.broadcast("room");
    assertThrows(IllegalArgumentException.class, () -> room.publish("hello"));
  }

  @Test
  void aNameThatIsNoFilesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> BroadcastDsl.broadcast("../room"));
  }

  @Test
  void itsRequestsAreNamedAfterIt() {
    Broadcast room = BroadcastDsl.broadcast("room");
    assertEquals("room delivery", room.delivery());
    assertEquals("room last receiver", room.last());
  }
}
