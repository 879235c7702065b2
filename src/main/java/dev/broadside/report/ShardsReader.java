package dev.broadside.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.broadside.measure.ShardsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code shards.json}, strictly; there is none of a run of one injector. */
final class ShardsReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ShardsReader() {}

  static @Nullable ShardsView read(Path file) throws ReportException {
    try {
      ShardsView view = JSON.readValue(Files.readAllBytes(file), ShardsView.class);
      if (!ShardsView.SCHEMA.equals(view.schema())) {
        throw unfit(file, "is not of schema " + ShardsView.SCHEMA, null);
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
        file + " " + what + ": restore the file as it was written, or repeat the run.";
    return cause == null ? new ReportException(sentence) : new ReportException(sentence, cause);
  }
}
