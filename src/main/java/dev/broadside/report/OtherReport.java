package dev.broadside.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another command than run left in a folder, as far as a list says it.
 *
 * @param page its file
 * @param badge its verdict in a word or two; {@code null} where it has none
 * @param tone {@code PASS}, {@code FAIL} or {@code INVALID}: how the badge is coloured
 */
record OtherReport(String page, @Nullable String badge, String tone, String title) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TITLE_WITHIN = 4 << 10;
  private static final String REPORT = "report.html";

  /** What is in a folder; empty where there is no page in it. */
  static Optional<OtherReport> in(Path folder) throws IOException, ReportException {
    for (String name : new String[] {"capacity", "gate", "tuning"}) {
      Path file = folder.resolve(name + ".json");
      if (Files.exists(file)) {
        return Optional.of(of(name, read(file, "broadside/" + name + "/1")));
      }
    }
    Path page = folder.resolve(REPORT);
    return Files.exists(page)
        ? Optional.of(new OtherReport(REPORT, null, "", title(page)))
        : Optional.empty();
  }

  private static OtherReport of(String name, JsonNode report) {
    return switch (name) {
      case "capacity" -> capacity(report);
      case "gate" -> gate(report);
      default ->
          new OtherReport(
              REPORT, "TUNING", "", "Scan or Query? " + text(report.at("/verdict/sentence")));
    };
  }

  private static OtherReport capacity(JsonNode report) {
    String kind = text(report.at("/answer/kind"));
    String tone =
        switch (kind) {
          case "bracket" -> "PASS";
          case "never" -> "FAIL";
          default -> "INVALID";
        };
    return new OtherReport(
        REPORT,
        kind.equals("bracket") ? "BRACKET" : "NO BRACKET",
        tone,
        text(report.at("/about/scenario")) + ": " + text(report.at("/answer/sentence")));
  }

  private static OtherReport gate(JsonNode report) {
    String verdict = text(report.path("verdict"));
    String tone =
        switch (verdict) {
          case "PASS", "IMPROVED" -> "PASS";
          case "REGRESSED" -> "FAIL";
          default -> "INVALID";
        };
    return new OtherReport(
        "gate.html",
        verdict,
        tone,
        "Is %s slower than %s?".formatted(text(report.path("head")), text(report.path("base"))));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : "unknown";
  }

  private static JsonNode read(Path file, String schema) throws IOException, ReportException {
    JsonNode report;
    try {
      report = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ReportException(file + " is not whole: repeat what wrote it.", e);
    }
    String found = text(report.path("schema"));
    if (!found.equals(schema)) {
      throw new ReportException(
          "%s has schema %s and this version reads %s: open its page by hand."
              .formatted(file, Plain.text(found), schema));
    }
    return report;
  }

  /** What the page calls itself: the verdict, where it has one, and the question. */
  private static String title(Path page) throws IOException {
    String start;
    try (var in = Files.newInputStream(page)) {
      start = new String(in.readNBytes(TITLE_WITHIN), StandardCharsets.UTF_8);
    }
    int from = start.indexOf("<title>");
    int to = start.indexOf("</title>");
    return from < 0 || to < from
        ? "A page"
        : start
            .substring(from + "<title>".length(), to)
            .replace(" · Broadside", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }
}
