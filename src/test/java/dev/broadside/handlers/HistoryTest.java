package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class HistoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode messages(History history) throws IOException {
    return JSON.readTree(history.toJson().asByteArray()).get("messages");
  }

  /** Whatever comes first, and whatever text it is. */
  @Property(tries = 100)
  void theOldestComesFirstAndEveryTextIsAsItWas(
      @ForAll @Size(max = 20) List<@IntRange(max = 5) Integer> times,
      @ForAll String text,
      @ForAll long seed)
      throws IOException {
    List<HistoryMessage> expected =
        IntStream.range(0, times.size())
            .mapToObj(
                i -> new HistoryMessage("%02d".formatted(i), times.get(i), "u", i + whole(text)))
            .sorted((a, b) -> Long.compare(a.timestamp(), b.timestamp()))
            .toList();
    List<HistoryMessage> shuffled = new ArrayList<>(expected);
    java.util.Collections.shuffle(shuffled, new Random(seed));
    History history = new History();
    shuffled.forEach(message -> history.put(message.item()));
    List<HistoryMessage> read = new ArrayList<>();
    for (JsonNode each : messages(history)) {
      read.add(
          new HistoryMessage(
              each.get("id").asText(),
              each.get("timestamp").asLong(),
              each.get("userName").asText(),
              each.get("message").asText()));
    }
    assertEquals(expected, read);
  }

  /** Lone surrogates are refused before they are stored. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints().filter(c -> c < 0xd800 || c > 0xdfff).forEach(whole::appendCodePoint);
    return whole.toString();
  }

  @Test
  void whatIsNoMessageIsLeftOutAndNamedUntilItIsRemoved() throws IOException {
    AttributeValue id = AttributeValue.fromS("x");
    AttributeValue time = AttributeValue.fromN("1");
    AttributeValue map = AttributeValue.fromM(Map.of("message", AttributeValue.fromN("7")));
    for (Map<String, AttributeValue> wrong :
        List.of(
            Map.of("id", id),
            Map.of("id", id, "timestamp", time),
            Map.of("id", id, "timestamp", time, "collection", id),
            Map.of("id", id, "timestamp", time, "collection", map),
            Map.of("id", id, "timestamp", id, "collection", map),
            Map.of("id", id, "timestamp", AttributeValue.fromN("1e9"), "collection", map))) {
      History history = new History();
      history.put(wrong);
      assertEquals(Set.of("x"), history.unreadable(), wrong.toString());
      assertEquals(0, messages(history).size());
      history.remove("x");
      assertEquals(Set.of(), history.unreadable());
    }
  }
}
