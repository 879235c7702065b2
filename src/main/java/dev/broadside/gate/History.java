package dev.broadside.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.broadside.measure.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The nights that a file holds, one JSON line each; a line that is none is an error. */
public final class History {
  private static final List<String> MACHINE =
      List.of("os", "kernel", "arch", "cpuModel", "processors");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path file;
  private final List<Night> nights;

  private History(Path file, List<Night> nights) {
    this.file = file;
    this.nights = nights;
  }

  /** Reads a file; one that does not exist is a history that begins. */
  public static History read(Path file) throws GateException {
    List<Night> nights = new ArrayList<>();
    if (!Files.exists(file)) {
      return new History(file, nights);
    }
    String text = new String(JsonFile.bytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      nights.add(night(file, i + 1, lines.get(i)));
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new GateException(
          "%s does not end with a line end, so that its last line may be cut: end or remove it"
              .formatted(file));
    }
    return new History(file, nights);
  }

  private static Night night(Path file, int line, String text) throws GateException {
    try {
      Night night = JSON.readValue(text, Night.class);
      boolean positive = night.values().stream().allMatch(v -> v.value() > 0);
      if (night.schema().equals(Night.SCHEMA) && positive) {
        return night;
      }
    } catch (JsonProcessingException e) {
      throw new GateException(notANight(file, line), e);
    }
    throw new GateException(notANight(file, line));
  }

  private static String notANight(Path file, int line) {
    return "%s, line %s is no night of schema %s: remove the line, or name another file"
        .formatted(file, line, Night.SCHEMA);
  }

  /** Adds what the gate measured on the head, here and in the file. */
  public void append(Instant now, GateReport report, Gate gate) throws GateException {
    List<Night.Value> values = new ArrayList<>();
    SortedMap<String, String> here = here();
    gate.head()
        .timings()
        .forEach(
            (id, timing) ->
                values.add(
                    new Night.Value(
                        id.toString(),
                        timing.mode(),
                        timing.unit(),
                        timing.median(),
                        regime(here, timing))));
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Night night = new Night(Night.SCHEMA, at, report.head(), values);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(
          file,
          JSON.writeValueAsString(night) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new GateException(
          file + " cannot be written (" + e + "): name another with --history", e);
    }
    nights.add(night);
  }

  private static SortedMap<String, String> here() {
    Map<String, @Nullable Object> facts = Environment.current();
    SortedMap<String, String> here = new TreeMap<>();
    MACHINE.forEach(name -> here.put(name, String.valueOf(facts.get(name))));
    return here;
  }

  /**
   * What a pair must share, nights must too. A result that says where it was measured is believed;
   * else it was here.
   */
  private static SortedMap<String, String> regime(SortedMap<String, String> here, Timing timing) {
    SortedMap<String, String> regime = new TreeMap<>(here);
    regime.putAll(timing.conditions());
    return regime;
  }

  /** What it says, as Markdown. */
  public String markdown() {
    return new HistoryText(nights).markdown();
  }
}
