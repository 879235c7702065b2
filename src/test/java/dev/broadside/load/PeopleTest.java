package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.scenario.Auth;
import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeopleTest {
  private static final Placeholders ALL =
      Placeholders.parse("#{room} #{user} #{token}", Placeholders.OF_A_CONNECTION);
  @TempDir private static Path folder = Path.of("");

  @Test
  void publishersAreTheFirstUsersAndEverybodyHasALineOfTheFile() throws Exception {
    People people = People.of(scenario("1 \n 2\n3\n4\n5\n6\n7\n\n"));
    assertEquals("room-1 user-1 1", people.publisher(0).fill(ALL));
    assertEquals("room-2 user-2 2", people.publisher(1).fill(ALL));
    Set<String> users = new HashSet<>();
    for (int subscriber = 0; subscriber < 5; subscriber++) {
      String[] words = people.subscriber(subscriber).fill(ALL).split(" ", -1);
      assertEquals(people.rooms().ofSubscriber(subscriber).name(), words[0]);
      assertEquals("user-" + words[2], words[1]);
      users.add(words[1]);
    }
    assertEquals(Set.of("user-3", "user-4", "user-5", "user-6", "user-7"), users);
  }

  @Test
  void aFileOfTokensThatWillNotDoIsRefusedWithoutATokenInTheSentence() throws Exception {
    assertRefused("s3cret\n\ns3cret\n", "has 3 tokens and this scenario needs 7");
    assertRefused("s3cret\n\ns3cret\n4\n5\n6\n7\n", "line 2 is empty or has a control character");
    assertRefused("s3cret\u0007\n2\n3\n4\n5\n6\n7\n", "line 1 is empty or has a control");
    Files.write(folder.resolve("tokens.txt"), new byte[] {(byte) 0xff, 'a'});
    assertRefused(read(), "is not UTF-8 text");
    Files.delete(folder.resolve("tokens.txt"));
    assertRefused(read(), "there is no file of tokens");
  }

  @Test
  void aByteOrderMarkIsNoPartOfATokenThoughItsFileBeginsWithIt() throws Exception {
    People people = People.of(scenario("\uFEFF1\n2\n3\n4\n5\n6\n7\n"));
    assertEquals("room-1 user-1 1", people.publisher(0).fill(ALL));
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsRefusedWhereOneShould() throws Exception {
    String tokens = "s3cret\nschlüssel\n3\n4\n5\n6\n7\n";
    assertEquals("room-2 user-2 schlüssel", People.of(scenario(tokens)).publisher(1).fill(ALL));
    String why = "line 2 has a character that no header can carry";
    assertRefused(read("headers: { X-T: '#{token}' }"), why);
    assertRefused(read("auth: { headers: { X-T: '#{token}' }, tokens: '%s' }"), why);
    assertRefused(read("subprotocol: '#{token}'"), why);
    String request =
        "publish={ publishers: 2, via: { http: { path: /say, headers: { X-T: '#{token}' }, body:"
            + " '#{marker}' } } }";
    assertRefused(read("auth: { tokens: '%s' }", request), why);
  }

  private static void assertRefused(String tokens, String why) throws Exception {
    assertRefused(scenario(tokens), why);
  }

  private static void assertRefused(Scenario scenario, String why) {
    LoadException refused = assertThrows(LoadException.class, () -> People.of(scenario));
    String message = String.valueOf(refused.getMessage());
    assertEquals(1, message.lines().count());
    assertFalse(message.contains("s3cret"), message);
    assertFalse(!message.contains(why), message);
  }

  @Test
  void aHandshakeIsFilledInForOnePersonAndItsParametersAreEncoded() throws Exception {
    Connect connect =
        new Connect(
            new Rate(1),
            Map.of("room", "#{room}&x"),
            Map.of("X-User", "#{user}"),
            "chat.#{user}",
            new Auth(Map.of("t", "#{token}=${KEY}"), Map.of("X-T", "#{token}"), "tokens.txt"),
            null);
    Handshakes.Handshake handshake =
        new Handshakes(
                URI.create("wss://a.example/prod?stage=b"),
                connect,
                text -> text.replace("${KEY}", "#{room}"),
                null)
            .of(new Person("room-2", "user-7", "a b${KEY}"));
    assertEquals(
        "wss://a.example/prod?stage=b&room=room-2%26x&t=a%20b%24%7BKEY%7D%3D%23%7Broom%7D",
        handshake.uri().toString());
    assertEquals("user-7", handshake.headers().get("X-User"));
    assertEquals("a b${KEY}", handshake.headers().get("X-T"));
    assertEquals("chat.user-7", handshake.subprotocol());
  }

  @Test
  void nothingThatNamesAPersonNamesItsToken() {
    assertEquals("user-7 in room-2", new Person("room-2", "user-7", "s3cret").toString());
    assertEquals(
        "Invalid subprotocol",
        Failures.withoutValues(
            new WebSocketHandshakeException(
                "Invalid subprotocol. Actual: null. Expected one of: s3cret")));
  }

  private static Scenario scenario(String tokens) throws Exception {
    Files.writeString(folder.resolve("tokens.txt"), tokens);
    return read();
  }

  private static Scenario read() throws Exception {
    return read("query: { t: '#{token}' }");
  }

  /** With this in its {@code connect}, beside the file of tokens. */
  private static Scenario read(String keys, String... overrides) throws Exception {
    Path tokens = folder.resolve("tokens.txt");
    Path file = folder.resolve("s.yaml");
    String auth = keys.contains("tokens") ? "" : ", auth: { tokens: '%s' }";
    Files.writeString(
        file,
        """
        question: q
        audience: { connections: 5, rooms: 2 }
        publish: { publishers: 2 }
        connect: { %s }
        """
            .formatted((keys + auth).formatted(tokens)));
    return new ScenarioReader(name -> null).read(file, List.of(overrides));
  }
}
