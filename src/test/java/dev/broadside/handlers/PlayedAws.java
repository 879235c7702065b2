package dev.broadside.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One loopback server that plays DynamoDB with an answer for each operation and table, and takes
 * every post to the stage {@code prod}. What it was asked stands in {@link #asked}, in order of
 * arrival.
 */
final class PlayedAws implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A call by its operation and table, or a post by its connection; and what came with it. */
  record Asked(String what, JsonNode body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  PlayedAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::dynamo);
    server.createContext("/prod/@connections/", this::post);
    server.start();
  }

  /**
   * From now on {@code call}, such as {@code Query Users}, gets this; others get an empty object.
   */
  PlayedAws answer(String call, String json) {
    answers.put(call, json);
    return this;
  }

  List<String> calls() {
    return asked.stream().map(Asked::what).toList();
  }

  /** The environment of a function of room-chat, with {@code more} variables. */
  Map<String, String> environment(Map<String, String> more) {
    String at = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> environment = new HashMap<>();
    environment.put("WEBSOCKET_TABLE", "Users");
    environment.put("MESSAGES_TABLE", "Messages");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", at);
    environment.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", at + "/prod");
    environment.put("BROADSIDE_GROUP", "room");
    environment.put("BROADSIDE_INDEX", "room");
    environment.put("BROADSIDE_LOOKUP", "query");
    environment.put("BROADSIDE_FANOUT", "serial");
    environment.putAll(more);
    return environment;
  }

  private void dynamo(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target == null) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ForbiddenException");
      answer(exchange, 403, "{\"message\":\"Forbidden\"}");
      return;
    }
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String call = target.replaceFirst(".*\\.", "") + " " + body.path("TableName").asText();
    asked.add(new Asked(call, body));
    String answer = answers.getOrDefault(call, "{}");
    answer(exchange, answer.contains("__type") ? 400 : 200, answer);
  }

  private void post(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring("/prod/@connections/".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonNode json = body[0] == '{' ? JSON.readTree(body) : JSON.createObjectNode();
    asked.add(new Asked("post " + id, json));
    answer(exchange, 200, "");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
