package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;

/** The tables behind a stage, asked through it as functions ask. */
record StageTables(HttpClient http, int port) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode call(String operation, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  /** The ids of the connections in a table. */
  Set<String> ids(String table) throws Exception {
    Set<String> ids = new TreeSet<>();
    call("Scan", "{\"TableName\":\"" + table + "\"}")
        .path("Items")
        .forEach(item -> ids.add(item.at("/connectionId/S").asText()));
    return ids;
  }

  /** Returns when the table holds so many connections. */
  void awaitCount(String table, int count) throws Exception {
    Set<String> ids = ids(table);
    while (ids.size() != count) {
      Thread.onSpinWait();
      ids = ids(table);
    }
  }
}
