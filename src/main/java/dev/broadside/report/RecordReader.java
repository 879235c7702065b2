package dev.broadside.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record that a program wrote as JSON, strictly: what it lets through can be printed, since
 * nothing is missing, unknown, or {@code null} where it may not be.
 */
public final class RecordReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordReader() {}

  /** The record in a file, of the one schema that this version reads. */
  public static <T extends Record> T read(Path file, String schema, Class<T> type)
      throws ReportException {
    return read(file, schema, type, tree -> {});
  }

  /**
   * The same.
   *
   * @param mend adds what files of before it was written do not have
   */
  static <T extends Record> T read(Path file, String schema, Class<T> type, Consumer<JsonNode> mend)
      throws ReportException {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      requireSchema(file, tree.path("schema"), schema);
      mend.accept(tree);
      T read = JSON.treeToValue(tree, type);
      requireComponents(file, "", read);
      return read;
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

  private static void requireSchema(Path file, JsonNode schema, String known)
      throws ReportException {
    if (!schema.isTextual()) {
      throw unfit(file, "names no schema", null);
    }
    if (!schema.textValue().equals(known)) {
      throw new ReportException(
          "%s has schema %s and this version reads %s: report it with the Broadside that wrote it."
              .formatted(file, Plain.text(schema.textValue()), known));
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
      // A record of another package need not be public.
      component.getAccessor().setAccessible(true);
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
