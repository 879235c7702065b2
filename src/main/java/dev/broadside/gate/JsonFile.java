package dev.broadside.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of results as JSON, or the sentence that says why it is none. */
final class JsonFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonFile() {}

  static byte[] bytes(Path file) throws GateException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new GateException(
          file + " is missing: check the path, and whether the measurement wrote it", e);
    } catch (IOException e) {
      throw new GateException(file + " cannot be read (" + e + "): check its permissions", e);
    }
  }

  static JsonNode parse(String file, byte[] bytes) throws GateException {
    if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
      throw new GateException(file + " is empty: the measurement wrote nothing; repeat it");
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new GateException(
          "%s is cut short or not JSON, at line %s, column %s: repeat the measurement"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    } catch (IOException e) {
      throw new GateException(file + " cannot be read (" + e + "): repeat the measurement", e);
    }
  }
}
