package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rooms, joining, tokens and repeats from end to end, on a stage that counts what it wrote. */
@EnabledOnOs(OS.LINUX)
@Tag("proof")
class RoomsIT {
  private static final int CONNECTIONS = 40;
  private static final int PUBLISHERS = 4;

  private static final String SCENARIO =
      """
      question: Does everybody in a room get what is said in it, and nobody else?
      connect:
        query: { room: "#{room}" }
        headers: { X-User: "#{user}" }
        auth: { query: { token: "#{token}" }, tokens: tokens.txt }
      join:
        message: '{"action":"join","room":"#{room}","user":"#{user}","key":"${KEY}"}'
        reply: '"joined":'
        within: 20s
      audience: { connections: 40, rooms: 3, sizes: [50%, 30%, 20%], repeats: true, witnesses: 0 }
      publish:
        message: '{"action":"send","room":"#{room}","user":"#{user}","message":"#{marker}"}'
        publishers: 4
        rate: 20/s
        warmup: 0s
        for: 3s
        drain: 3s
      """;

  @SideBySide
  void theBooksOfARoomDesignAreWhatItWroteAndNoTokenIsAnywhere(@TempDir Path home)
      throws Exception {
    write(home, CONNECTIONS + PUBLISHERS);
    RoomStage stage = RoomStage.start(PUBLISHERS);
    try (Broadside run = run(home, stage)) {
      run.process(Broadside.Role.INJECTOR);
      run.awaitLines(1, line -> line.contains("measuring") || line.contains("published"));
      String commands =
          run.processes().stream().map(RoomsIT::commandLine).collect(Collectors.joining());
      assertTrue(commands.contains("InjectorMain"), commands);
      assertNoSecret("the process list", commands);
      run.awaitExit();
      assertEquals(List.of(), stage.complaints());
      assertEquals(List.of(20L, 12L, 8L), stage.sizes());
      compare(stage.truth(), new ObjectMapper().readTree(run.output()));
      assertNoSecret("standard error", String.join("\n", run.errorLines()));
      assertNoSecretBelow(run.reports().getFirst());
    } finally {
      stage.stop();
    }
  }

  private static void compare(RoomStage.Truth truth, JsonNode summary) {
    JsonNode found = summary.get("deliveries");
    assertEquals(CONNECTIONS, summary.at("/connections/opened").asInt());
    assertEquals(60, summary.at("/broadcasts/published").asInt());
    assertTrue(truth.repeats() > truth.delivered() && truth.unexpected() > 0);
    assertEquals(truth.expected(), found.get("expected").asLong());
    assertEquals(truth.delivered(), found.get("delivered").asLong());
    assertEquals(truth.expected() - truth.delivered(), found.get("lost").asLong());
    assertEquals(truth.repeats(), found.get("repeats").asLong());
    assertEquals(0, found.get("duplicate").asLong());
    assertEquals(truth.unexpected(), found.get("unexpected").asLong());
    assertEquals(truth.echoes(), found.get("echoes").asLong());
  }

  @SideBySide
  void aFileWithTooFewTokensSaysHowManyAreNeeded(@TempDir Path home) throws Exception {
    write(home, 43);
    RoomStage stage = RoomStage.start(PUBLISHERS);
    try (Broadside run = run(home, stage)) {
      assertEquals(1, run.awaitExit());
      assertEquals(
          List.of(
              "broadside: tokens.txt has 43 tokens and this scenario needs 44, one for each"
                  + " subscriber, publisher and witness: add lines, or ask for fewer connections"
                  + " or witnesses"),
          run.sentences());
    } finally {
      stage.stop();
    }
  }

  @SideBySide
  void aReplyThatNeverComesIsAFailedConnection(@TempDir Path home) throws Exception {
    write(home, CONNECTIONS + PUBLISHERS);
    RoomStage stage = RoomStage.start(PUBLISHERS);
    try (Broadside run =
        run(home, stage, "--set", "join={message: '{}', reply: never, within: 1s}")) {
      assertEquals(1, run.awaitExit());
      assertTrue(
          run.sentences().getFirst().contains("no join.reply within 1000 ms"),
          run.sentences()::getFirst);
    } finally {
      stage.stop();
    }
  }

  private static void write(Path home, int tokens) throws IOException {
    Files.writeString(home.resolve("rooms.yaml"), SCENARIO);
    Files.write(
        home.resolve("tokens.txt"),
        IntStream.rangeClosed(1, tokens).mapToObj(number -> "t0ken-of-" + number).toList());
  }

  private static Broadside run(Path home, RoomStage stage, String... options) throws Exception {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "run", "rooms.yaml", "--json", "--target", "ws://127.0.0.1:" + stage.getPort()),
                Stream.of(options))
            .toList();
    return Broadside.start(home, Map.of("KEY", "s3cret-key"), arguments.toArray(String[]::new));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static void assertNoSecretBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNoSecret(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    assertTrue(Files.readString(folder.resolve("scenario.yaml")).contains("tokens.txt"));
  }

  private static void assertNoSecret(String place, String text) {
    assertFalse(text.contains("t0ken-of-"), "a token is in " + place);
    assertFalse(text.contains("s3cret-key"), "a secret is in " + place);
  }
}
