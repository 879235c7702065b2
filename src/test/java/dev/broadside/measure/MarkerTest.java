package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MarkerTest {
  private static final String RUN = "k3x9q2";

  @Test
  void hasTheDocumentedForm() {
    assertTrue(
        new Marker(RUN, 0, 71, 1_763_700_900_000_001L)
            .encode()
            .matches("bs1\\.k3x9q2\\.0\\.1z\\.[0-9a-z]{10}\\.[0-9a-z]{2}"));
  }

  @Test
  void checksumIsTheCatalogueOnesOfThisName() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertEquals(0x29B1, Crc16.of(check, 0, check.length));
  }

  @Test
  void fillsUpToTheSizeThatIsAskedFor() {
    String payload = new Marker(RUN, 0, 1, 5).encode(512);
    assertEquals(512, payload.length());
    assertTrue(payload.endsWith("---"));
    assertThrows(IllegalArgumentException.class, () -> new Marker(RUN, 0, 1, 5).encode(8));
  }

  @Property(tries = 2_000)
  void isReadBackFromWhateverSurroundsIt(
      @ForAll("markers") Marker marker, @ForAll String before, @ForAll String after) {
    String frame = before.replace("bs1.", "") + marker.encode(96) + after;
    List<Marker> found = readAll(marker.run(), frame);
    assertTrue(found.contains(marker), () -> frame + " -> " + found);
  }

  @Property(tries = 500)
  void everyRepeatedMarkerIsFound(@ForAll @Size(max = 20) List<@IntRange(max = 999) Integer> ids) {
    StringBuilder frame = new StringBuilder("{\"history\":[");
    ids.forEach(id -> frame.append('"').append(new Marker(RUN, 3, id, 77).encode()).append("\","));
    assertEquals(ids, readAll(RUN, frame + "]}").stream().map(Marker::broadcast).toList());
  }

  /** Two check digits are one in 1,296: nearly every damage is noticed, not all of it. */
  @Test
  void aThousandMarkersInAFrameOf128KilobytesAreAllReadThoughEscapedTwice() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> history =
        IntStream.range(0, 1_000)
            .mapToObj(id -> new Marker("r1", 0, id, 1_763_700_900_000_000L).encode(100))
            .toList();
    String inside = json.writeValueAsString(Map.of("messages", history, "who", "\"\u00e9\\\""));
    byte[] frame =
        json.writeValueAsBytes(Map.of("body", json.writeValueAsString(Map.of("body", inside))));
    assertTrue(frame.length > 100_000 && frame.length < 128 * 1024, frame.length + " B");
    MarkerReader reader = new MarkerReader("r1");
    int found = 0;
    for (int at = reader.next(frame, 0, frame.length);
        at >= 0;
        at = reader.next(frame, at, frame.length)) {
      assertTrue(reader.ours());
      assertEquals(found++, reader.broadcast());
    }
    assertEquals(1_000, found);
  }

  @Test
  void aChangedCharacterPassesInFewerThanOneOfFiveHundredCases() {
    Random random = new Random(7);
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      Marker marker = new Marker(RUN, 0, random.nextInt(100_000), random.nextLong(1L << 50));
      char[] text = marker.encode().toCharArray();
      int at = 4 + random.nextInt(text.length - 4);
      if (text[at] != '.') {
        text[at] = text[at] == 'a' ? 'b' : 'a';
        passed += readAll(RUN, new String(text)).size();
      }
    }
    assertTrue(passed < 40, "taken for sound: " + passed);
  }

  @Property(tries = 3_000)
  void garbageIsNeverAnErrorAndHardlyEverAMarker(@ForAll byte[] bytes) {
    MarkerReader reader = new MarkerReader(RUN);
    assertEquals(-1, reader.next(bytes, 0, bytes.length));
  }

  @Test
  void anotherRunsMarkerIsForeign() {
    byte[] text = new Marker("other1", 0, 4, 5).encode().getBytes(StandardCharsets.US_ASCII);
    MarkerReader reader = new MarkerReader(RUN);
    assertTrue(reader.next(text, 0, text.length) > 0);
    assertFalse(reader.ours());
  }

  @Test
  void aMarkerCutOffAtTheEndOfTheFrameIsNone() {
    String whole = new Marker(RUN, 0, 4, 5).encode();
    for (int length = 0; length < whole.length(); length++) {
      assertEquals(List.of(), readAll(RUN, whole.substring(0, length)));
    }
  }

  @Provide
  Arbitrary<Marker> markers() {
    return Combinators.combine(
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(12),
            Arbitraries.integers().between(0, 10_000),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().between(0, 4_000_000_000_000_000L))
        .as(Marker::new);
  }

  private static List<Marker> readAll(String run, String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    MarkerReader reader = new MarkerReader(run);
    List<Marker> found = new ArrayList<>();
    for (int at = reader.next(bytes, 0, bytes.length);
        at >= 0;
        at = reader.next(bytes, at, bytes.length)) {
      if (reader.ours()) {
        found.add(
            new Marker(
                run, (int) reader.shard(), (int) reader.broadcast(), reader.intendedMicros()));
      }
    }
    return found;
  }
}
