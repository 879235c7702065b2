package dev.broadside.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
  private static final String BUNDLED = "us-east-1-2026-11-21";

  @Test
  void theBundledListSaysItsDayAndRegion() {
    Prices prices = PriceLists.bundled();
    assertEquals(LocalDate.of(2026, 11, 21), prices.asOf());
    assertEquals("us-east-1", prices.region());
    assertEquals(BUNDLED, prices.name());
    assertEquals(0.125, 1e6 * prices.dynamoDb().readUnit(), 1e-12);
    assertEquals(0.625, 1e6 * prices.dynamoDb().writeUnit(), 1e-12);
    assertEquals(13.3334, 1e6 * prices.lambda().gbSecondArm64(), 1e-9);
  }

  @Test
  void eachBundledPriceNamesAnAddress() throws IOException {
    bundled()
        .lines()
        .filter(line -> line.strip().startsWith("source:"))
        .forEach(line -> assertTrue(line.contains("https://"), line));
  }

  @Test
  void aFileTakesTheirPlace(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, bundled().replace("0.625", "0.3125").replace("us-east-1", "eu-west-9"));
    Prices mine = PriceLists.read(file);
    assertEquals(0.3125, 1e6 * mine.dynamoDb().writeUnit(), 1e-12);
    assertEquals("eu-west-9", mine.region());
    assertEquals(file.toString(), mine.name());
  }

  @Test
  void aFileThatIsNotThereSaysSo(@TempDir Path folder) {
    Path file = folder.resolve("none.yaml");
    PriceException e = assertThrows(PriceException.class, () -> PriceLists.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("the prices " + file + " cannot be read"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fifoRequests: | fiveRequests: | f:41:3: unknown key 'sqs.fiveRequests'; known here are standardRequests, fifoRequests",
        "sqs: | sns: | f:37:1: unknown key 'sns'; known here are about, asOf, region, webSocket, lambda, dynamoDb, sqs, dataTransfer",
        "asOf: 2026-11-21 | asOf: today | f:4:7: 'asOf' must be a day, as 2026-11-21, not 'today'",
        "region: us-east-1 | '' | f:3:1: 'region' is missing: write a region, as us-east-1",
        "usdPerMillion: 0.40 | usdPerMillion: free | f:39:20: 'sqs.standardRequests.usdPerMillion' must be a number of at least 0, not 'free'",
        "usdPerGb | usdPerTb | f:47:5: unknown key 'dataTransfer.out.usdPerTb'; known here are usdPerGb, source",
      })
  void whatIsWrongHasItsPlace(String from, String to, String message) throws IOException {
    String text = bundled();
    assertTrue(text.contains(from), from);
    PriceException e =
        assertThrows(
            PriceException.class, () -> PriceReader.read("f", "f", text.replace(from, to)));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fifoRequests | f:38:3: 'sqs.fifoRequests' is missing: write { usdPerMillion: …, source: … }",
        "requests | f:16:3: 'lambda.requests' is missing: write { usdPerMillion: …, source: … }",
      })
  void anEntryThatIsMissingIsAnErrorAndNotZero(String entry, String message) throws IOException {
    String text = bundled().replaceFirst("(?s)  " + entry + ":.*?source:[^\n]*\n", "");
    PriceException e = assertThrows(PriceException.class, () -> PriceReader.read("f", "f", text));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aPriceWithoutItsSourceIsAnError() throws IOException {
    String text = bundled().replaceFirst("source: \"https://aws.amazon.com/lambda/pricing/\"", "");
    PriceException e = assertThrows(PriceException.class, () -> PriceReader.read("f", "f", text));
    assertEquals(
        "f:17:5: 'lambda.requests' needs a source: the address where the price is written",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | f: 'webSocket' is missing: write messages, connectionMinutes under it",
        "[1] | f:1:1: a price list must have keys of its own",
      })
  void whatIsNoListSaysSo(String text, String message) {
    PriceException e = assertThrows(PriceException.class, () -> PriceReader.read("f", "f", text));
    assertEquals(message, e.getMessage());
  }

  private static String bundled() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PricesTest.class.getResourceAsStream("/prices/" + BUNDLED + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
