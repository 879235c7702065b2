package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** notify as its users see it: tokens, sockets, two queues, and what goes wrong in them. */
@Timeout(300)
@Tag("proof")
@Execution(ExecutionMode.SAME_THREAD)
class NotifyIT {
  private static final String SECRET = "for-the-local-stage-only-never-deploy-this";
  private static final long NEVER = 4_102_444_800L;
  private static final String UNKNOWN = "AAAAAAAAAAAAAAA=";

  @TempDir private Path logs = Path.of("");

  /** Made here by hand, so that the functions do not confirm themselves. */
  private static String token(String user, long expiry, String secret) throws Exception {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String signed = base64.encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "." + expiry;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    return signed + "." + base64.encodeToString(signature);
  }

  private static String good(String user) throws Exception {
    return token(user, NEVER, SECRET);
  }

  @Test
  void aTokenOpensAndEveryConnectionOfAUserHearsWhatTheQueueSays() throws Exception {
    try (DesignStage stage = new DesignStage(logs, "notify")) {
      for (String query :
          List.of(
              "",
              "?token=",
              "?token=abc",
              "?token=" + token("1234", NEVER, SECRET + "?"),
              "?token=" + token("1234", 1, SECRET),
              "?token=" + good("1234") + "A")) {
        assertTrue(stage.handshake(query).contains(" 401 "), query);
      }
      assertEquals(0, stage.items("Connections").size());

      TestClient one = stage.open("?token=" + good("1234"));
      TestClient two = stage.open("?token=" + good("1234"));
      TestClient other = stage.open("?token=" + good("5678"));
      stage.awaitItems("Connections", 3);
      // As the seed prints them.
      assertEquals("pong", one.ask("{\"action\": \"ping\", \"name\": \"Stepan\"}"));
      for (String unknown : List.of("{\"action\":\"pong\"}", "no JSON", "{}", "[1,2]")) {
        assertTrue(one.ask(unknown).contains("Not implemented"), unknown);
      }
      stage.send("NotifyUser", "{\"userId\": \"1234\", \"data\": \"cokoliv\"}");
      assertEquals("cokoliv", one.next());
      assertEquals("cokoliv", two.next());
      String id = stage.items("Connections").get(0).at("/connectionId/S").asText();
      stage.send(
          "NotifyConnection", "{\"connectionId\": \"%s\", \"data\": \"cokoliv\"}".formatted(id));
      DesignStage.await(
          "one of three hears it", () -> one.waiting() + two.waiting() + other.waiting() == 1);
      forgetTheSeedsConnection(stage);

      two.close();
      stage.awaitItems("Connections", 2);
      one.close();
      other.close();
      stage.awaitItems("Connections", 0);
    }
  }

  /** The connection that the seed prints is long gone: its item goes, and its message is done. */
  private static void forgetTheSeedsConnection(DesignStage stage) throws Exception {
    int others = stage.items("Connections").size();
    stage.put(
        "Connections",
        "{\"connectionId\":{\"S\":\"f97yeeMZDoECGqg=\"},\"connectedAt\":{\"N\":\"1\"}}");
    stage.send(
        "NotifyConnection", "{\"connectionId\": \"f97yeeMZDoECGqg=\", \"data\": \"cokoliv\"}");
    stage.awaitItems("Connections", others);
  }

  @Test
  void untilAConnectionIsAuthorizedItIsServedNothingElse() throws Exception {
    try (DesignStage stage = new DesignStage(logs, "notify", "Authentication=authorize")) {
      TestClient client = stage.open("");
      String authorize = "{\"action\":\"authorize\",\"token\":\"%s\"}";
      for (String early :
          List.of(
              "{\"action\":\"ping\",\"name\":\"Stepan\"}",
              "{\"action\":\"x\"}",
              "{\"action\":\"authorize\"}",
              authorize.formatted(token("1234", 1, SECRET)))) {
        assertTrue(client.ask(early).contains("Unauthorized"), early);
      }
      assertEquals("{\"authorized\":true}", client.ask(authorize.formatted(good("1234"))));
      assertEquals("pong", client.ask("{\"action\":\"ping\",\"name\":\"Stepan\"}"));
      stage.send("NotifyUser", "{\"userId\":\"1234\",\"data\":\"welcome\"}");
      assertEquals("welcome", client.next());
      assertEquals(0, client.waiting());
    }
  }

  /** Each message is tried three times, ten seconds apart; what always fails is buried alone. */
  @Test
  void aBatchThatHalfFailsLosesNobodyAndBuriesThePoison() throws Exception {
    try (DesignStage stage = new DesignStage(logs, "notify", "RetryAfter=10", "Attempts=3")) {
      List<TestClient> clients = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        clients.add(stage.open("?token=" + good("1234")));
      }
      // Gone for long, by the table: found, tried, removed.
      stage.put(
          "Connections",
          "{\"connectionId\":{\"S\":\"%s\"},\"userId\":{\"S\":\"1234\"},\"connectedAt\":{\"N\":\"1\"}}"
              .formatted(UNKNOWN));
      String[] poison = {
        "no JSON",
        "{\"userId\":\"1234\"}",
        "{\"userId\":\"1234\",\"data\":\"half \\ud83d\"}",
        "{\"userId\":\"1234\",\"data\":\"" + "x".repeat(131_073) + "\"}"
      };
      String[] bodies = new String[6];
      System.arraycopy(poison, 0, bodies, 0, 3);
      for (int i = 0; i < 3; i++) {
        bodies[3 + i] = "{\"userId\":\"1234\",\"data\":\"message " + i + "\"}";
      }
      stage.fault("{\"fail\":\"100%\",\"with\":\"500\"}");
      stage.send("NotifyUser", bodies);
      stage.send("NotifyUser", poison[3]);
      stage.awaitLog("The post failed: ");
      stage.heal();
      for (TestClient client : clients) {
        awaitAll(client, Set.of("message 0", "message 1", "message 2"));
      }
      List<String> buried = stage.take("NotifyUserDead", 4);
      assertEquals(List.of(poison).stream().sorted().toList(), buried);
      stage.awaitItems("Connections", 25);
    }
  }

  /** Each at least once, in any order. */
  private static void awaitAll(TestClient client, Set<String> messages) throws Exception {
    Set<String> heard = new HashSet<>();
    DesignStage.await(
        "each message at each connection",
        () -> {
          if (client.waiting() > 0) {
            heard.add(client.next());
          }
          return heard.equals(messages);
        });
  }
}
