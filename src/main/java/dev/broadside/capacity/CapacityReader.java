package dev.broadside.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.broadside.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code capacity.json}, strictly: a page is drawn from all of it or not at all. */
public final class CapacityReader {
  /** The file's name in the folder of a search. */
  public static final String FILE = "capacity.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CapacityReader() {}

  /** The report of a search in its folder. */
  public static CapacityReport read(Path folder) throws ReportException {
    Path file = folder.resolve(FILE);
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      String schema = tree.path("schema").asText();
      if (!schema.equals(CapacityReport.SCHEMA)) {
        throw new ReportException(
            "%s has schema '%s' and this version reads %s: report it with the Broadside that wrote it."
                .formatted(file, Text.line(schema), CapacityReport.SCHEMA));
      }
      CapacityReport report = JSON.treeToValue(tree, CapacityReport.class);
      requireEach(file, tree);
      return report;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ReportException(
          file + " is not whole: say the same ./broadside capacity again, or restore the file.", e);
    } catch (IOException e) {
      throw new ReportException(
          file + " cannot be read (" + e.getMessage() + "): check the folder.", e);
    }
  }

  /** Jackson knows nothing of what may be {@code null}; these the page cannot be without. */
  private static void requireEach(Path file, JsonNode tree) throws ReportException {
    for (String name :
        new String[] {"about", "find", "unit", "answer", "points", "quotas", "environment"}) {
      if (tree.path(name).isNull()) {
        throw new ReportException(
            file + " has no value for '" + name + "': restore the file as it was written.");
      }
    }
  }
}
