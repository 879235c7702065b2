package dev.broadside.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * One loopback server that plays DynamoDB (a table of ids, scanned in small pages) and {@code
 * @connections}. Everything that it was asked stands in {@link #requests}, in order of arrival.
 */
final class StubAws implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<JsonNode> scans = new CopyOnWriteArrayList<>();
  final Set<String> table = Collections.synchronizedSet(new LinkedHashSet<>());
  final AtomicInteger mostInFlight = new AtomicInteger();
  private final Map<String, Queue<Integer>> statuses = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final int pageSize;

  /** What every post waits for before it is answered. */
  volatile Runnable beforeAnswer = () -> {};

  /** What every Scan, by its number, waits for before it is answered. */
  volatile IntConsumer beforeScan = page -> {};

  /** The status of every answer to DeleteItem, and to each Scan from this page on. */
  volatile int deleteStatus = 200;

  volatile int scansBeforeFailure = Integer.MAX_VALUE;

  StubAws(int pageSize, String... ids) throws IOException {
    this.pageSize = pageSize;
    table.addAll(List.of(ids));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::dynamo);
    server.createContext("/prod/@connections/", this::post);
    server.start();
  }

  /** The environment of a function that works against this stub. */
  Map<String, String> environment(String fanout, int concurrency) {
    String at = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "WEBSOCKET_TABLE",
        "websocket-connections",
        "AWS_REGION",
        "us-east-1",
        "AWS_ENDPOINT_URL_DYNAMODB",
        at,
        "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI",
        at + "/prod",
        "BROADSIDE_FANOUT",
        fanout,
        "BROADSIDE_CONCURRENCY",
        Integer.toString(concurrency));
  }

  /** From now on, posts to this id get these statuses in turn, and the last one ever after. */
  void answers(String id, Integer... inTurn) {
    statuses.put(id, new ConcurrentLinkedQueue<>(List.of(inTurn)));
  }

  private int statusFor(String id) {
    Queue<Integer> left = statuses.getOrDefault(id, new ConcurrentLinkedQueue<>(List.of(200)));
    Integer next = left.size() > 1 ? left.poll() : left.peek();
    return next == null ? 200 : next;
  }

  List<String> requests(String kind) {
    return requests.stream().filter(request -> request.startsWith(kind + " ")).toList();
  }

  private void post(HttpExchange exchange) throws IOException {
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    String id = exchange.getRequestURI().getPath().substring("/prod/@connections/".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add("post " + id + " " + new String(body, StandardCharsets.UTF_8));
    beforeAnswer.run();
    inFlight.decrementAndGet();
    int status = statusFor(id);
    if (status == 410) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "GoneException");
    } else if (status == 429) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "LimitExceededException");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void dynamo(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    switch (target.substring(target.indexOf('.') + 1)) {
      case "Scan" -> scan(exchange, request);
      case "PutItem" -> {
        String id = request.at("/Item/connectionId/S").textValue();
        requests.add("put " + id + " " + request.path("TableName").textValue());
        table.add(id);
        answer(exchange, 200, JSON.createObjectNode());
      }
      case "DeleteItem" -> {
        String id = request.at("/Key/connectionId/S").textValue();
        requests.add("delete " + id + " " + request.path("TableName").textValue());
        table.remove(id);
        answer(exchange, deleteStatus, error(deleteStatus));
      }
      default -> answer(exchange, 400, error(400));
    }
  }

  private void scan(HttpExchange exchange, JsonNode request) throws IOException {
    scans.add(request);
    requests.add("scan " + scans.size());
    beforeScan.accept(scans.size());
    if (scans.size() > scansBeforeFailure) {
      answer(exchange, 400, error(400));
      return;
    }
    List<String> ids = List.copyOf(table);
    String after = request.at("/ExclusiveStartKey/connectionId/S").asText();
    int from = after.isEmpty() ? 0 : ids.indexOf(after) + 1;
    int to = Math.min(ids.size(), from + pageSize);
    ObjectNode page = JSON.createObjectNode();
    var items = page.putArray("Items");
    ids.subList(from, to).forEach(id -> items.addObject().putObject("connectionId").put("S", id));
    if (to < ids.size()) {
      page.putObject("LastEvaluatedKey").putObject("connectionId").put("S", ids.get(to - 1));
    }
    answer(exchange, 200, page);
  }

  private static ObjectNode error(int status) {
    return status == 200
        ? JSON.createObjectNode()
        : JSON.createObjectNode()
            .put("__type", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException");
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
