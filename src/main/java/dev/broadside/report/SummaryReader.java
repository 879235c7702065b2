package dev.broadside.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.measure.RunSummary;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads {@code summary.json}, strictly: what it lets through, every format can print. */
final class SummaryReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SummaryReader() {}

  static RunSummary read(Path file) throws ReportException {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      requireSchema(file, tree.path("schema"));
      addWhatIsNewer(tree);
      RunSummary summary = JSON.treeToValue(tree, RunSummary.class);
      requireComponents(file, "", summary);
      return summary;
    } catch (NoSuchFileException e) {
      throw new ReportException(
          file
              + " is missing, so there is nothing to report: give the folder of a run that wrote it.",
          e);
    } catch (UnrecognizedPropertyException e) {
      throw unfit(file, "has the unknown field '" + e.getPropertyName() + "'", e);
    } catch (JsonProcessingException e) {
      throw unfit(file, "is not whole" + at(e.getLocation()) + fieldOf(e), e);
    } catch (IOException e) {
      throw new ReportException(
          file + " cannot be read (" + e.getMessage() + "): check its permissions.", e);
    }
  }

  private static void requireSchema(Path file, JsonNode schema) throws ReportException {
    if (!schema.isTextual()) {
      throw unfit(file, "names no schema", null);
    }
    if (!schema.textValue().equals(RunSummary.SCHEMA)) {
      throw new ReportException(
          "%s has schema %s and this version reads %s: report it with the Broadside that wrote it."
              .formatted(file, Plain.text(schema.textValue()), RunSummary.SCHEMA));
    }
  }

  /** Folders of before reasons or rooms were written have none, and there nothing else is amiss. */
  private static void addWhatIsNewer(JsonNode tree) {
    if (tree.path("latency") instanceof ObjectNode latency && !latency.has("rooms")) {
      latency.putNull("rooms");
    }
    if (tree.path("connections") instanceof ObjectNode connections && !connections.has("reasons")) {
      connections.putObject("reasons");
    }
  }

  /** Jackson knows nothing of {@code @Nullable}: a {@code null} elsewhere is refused here. */
  private static void requireComponents(Path file, String path, @Nullable Object value)
      throws ReportException {
    if (value == null) {
      throw unfit(file, "has no value for '" + path + "'", null);
    }
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        requireComponents(file, path, item);
      }
    }
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object child = valueOf(component, value);
        if (child != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          requireComponents(file, (path.isEmpty() ? "" : path + ".") + component.getName(), child);
        }
      }
    }
  }

  private static @Nullable Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("A record's accessor cannot be called: " + component, e);
    }
  }

  private static String at(@Nullable JsonLocation where) {
    return where == null || where.getLineNr() < 1
        ? ""
        : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static String fieldOf(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? " (field '" + mapping.getPath().getLast().getFieldName() + "')"
        : "";
  }

  private static ReportException unfit(Path file, String what, @Nullable Throwable cause) {
    String sentence =
        file + " " + what + ": repeat the run, or restore the file as it was written.";
    return cause == null ? new ReportException(sentence) : new ReportException(sentence, cause);
  }
}
