package dev.broadside.aws;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Reads prices strictly: a missing entry, an unknown key and a number without its source are errors
 * at their place. All entries are needed: a cost without one of its parts would look like less.
 */
final class PriceReader {
  private static final double MILLION = 1e6;

  private PriceReader() {}

  static Prices read(String name, String file, String text) throws PriceException {
    try {
      return read(name, ProfileLevel.of(file, "a price list", text));
    } catch (ProfileException wrong) {
      throw new PriceException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static Prices read(String name, ProfileLevel root) throws ProfileException {
    root.only("about", "asOf", "region", "webSocket", "lambda", "dynamoDb", "sqs", "dataTransfer");
    root.text("about", "");
    ProfileLevel webSocket = section(root, "webSocket", "messages", "connectionMinutes");
    ProfileLevel lambda = section(root, "lambda", "requests", "gbSecondsX86", "gbSecondsArm64");
    ProfileLevel dynamoDb = section(root, "dynamoDb", "readUnits", "writeUnits", "streamReads");
    ProfileLevel sqs = section(root, "sqs", "standardRequests", "fifoRequests");
    ProfileLevel transfer = section(root, "dataTransfer", "out");
    return new Prices(
        name,
        day(root),
        root.text("region", "a region, as us-east-1", 64),
        new Prices.WebSocket(one(webSocket, "messages"), one(webSocket, "connectionMinutes")),
        new Prices.Lambda(
            one(lambda, "requests"), one(lambda, "gbSecondsX86"), one(lambda, "gbSecondsArm64")),
        new Prices.DynamoDb(
            one(dynamoDb, "readUnits"), one(dynamoDb, "writeUnits"), one(dynamoDb, "streamReads")),
        new Prices.Sqs(one(sqs, "standardRequests"), one(sqs, "fifoRequests")),
        price(transfer, "out", "usdPerGb"));
  }

  private static ProfileLevel section(ProfileLevel root, String key, String... entries)
      throws ProfileException {
    if (!root.has(key)) {
      throw root.error(key, "is missing: write " + String.join(", ", entries) + " under it");
    }
    ProfileLevel section = root.child(key);
    section.only(entries);
    return section;
  }

  private static LocalDate day(ProfileLevel root) throws ProfileException {
    String day = root.text("asOf", "the day of the prices, as 2026-11-21", 10);
    try {
      return LocalDate.parse(day);
    } catch (DateTimeParseException e) {
      throw root.error("asOf", "must be a day, as 2026-11-21, not '" + day + "'");
    }
  }

  private static double one(ProfileLevel section, String entry) throws ProfileException {
    return price(section, entry, "usdPerMillion") / MILLION;
  }

  private static double price(ProfileLevel section, String entry, String unit)
      throws ProfileException {
    if (!section.has(entry)) {
      throw section.error(entry, "is missing: write { " + unit + ": …, source: … }");
    }
    ProfileLevel level = section.child(entry);
    level.only(unit, "source");
    if (level.text("source", "").isBlank()) {
      throw section.error(entry, "needs a source: the address where the price is written");
    }
    return level.number(unit, 0);
  }
}
