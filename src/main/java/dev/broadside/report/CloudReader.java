package dev.broadside.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.broadside.measure.CloudView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code cloudwatch.json}, strictly; there is none where nobody asked. */
public final class CloudReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CloudReader() {}

  /** What the file says, {@code null} where there is none. */
  public static @Nullable CloudView read(Path file) throws ReportException {
    try {
      CloudView view = JSON.readValue(Files.readAllBytes(file), CloudView.class);
      if (!CloudView.SCHEMA.equals(view.schema())) {
        throw unfit(file, "is not of schema " + CloudView.SCHEMA, null);
      }
      return view;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw unfit(file, "is not whole", e);
    }
  }

  private static ReportException unfit(Path file, String what, @Nullable Throwable cause) {
    String sentence =
        file + " " + what + ": delete it, and ask again with ./broadside report DIR --cloudwatch.";
    return cause == null ? new ReportException(sentence) : new ReportException(sentence, cause);
  }
}
