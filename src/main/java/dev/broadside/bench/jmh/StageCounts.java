package dev.broadside.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What a stage has counted of DynamoDB.
 *
 * @param requests calls of any kind
 * @param pages answers of Scan and Query
 * @param items in these answers, after their filters
 */
public record StageCounts(long requests, long pages, long items, double readUnits) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The counts of the stage at {@code endpoint} since it started. */
  public static StageCounts read(URI endpoint) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.resolve("/_broadside/counters").toURL().openConnection();
    try (var in = connection.getInputStream()) {
      JsonNode lookups = JSON.readTree(in);
      return new StageCounts(
          lookups.path("requests").asLong(),
          lookups.path("pages").asLong(),
          lookups.path("items").asLong(),
          lookups.path("readUnits").asDouble());
    }
  }

  /** What was counted since {@code earlier}. */
  public StageCounts since(StageCounts earlier) {
    return new StageCounts(
        requests - earlier.requests,
        pages - earlier.pages,
        items - earlier.items,
        readUnits - earlier.readUnits);
  }
}
