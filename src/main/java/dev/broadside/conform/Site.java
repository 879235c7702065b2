package dev.broadside.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.IoUtils;

/**
 * What one check does with a stage. Every socket that it opens is closed with it, so that a check
 * whose time is up ends also where it waits for a stage that says nothing.
 */
final class Site implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERVICE = "conform";

  private final Stage stage;
  private final Queue<Closeable> opened = new ConcurrentLinkedQueue<>();
  private volatile String note = "";
  private volatile boolean closed;

  Site(Stage stage) {
    this.stage = stage;
  }

  /**
   * A stage to check.
   *
   * @param url where clients connect, without a query
   * @param management {@code @connections} of the same stage
   * @param clocks when it ends connections
   * @param patience how long an answer may take
   * @param counters what it counted, or null where it does not tell
   * @param refill how long its bucket of requests, made small for us, takes to be full again; null
   *     where the bucket is the account's
   */
  record Stage(
      URI url,
      Management management,
      Clocks clocks,
      Duration patience,
      @Nullable Supplier<@Nullable JsonNode> counters,
      @Nullable Duration refill) {}

  /**
   * When a stage ends connections, and whether those are AWS's own times.
   *
   * @param scaled whether they were made short for us
   */
  record Clocks(Duration idle, Duration maxAge, boolean scaled) {
    static final Clocks OF_AWS = new Clocks(Duration.ofMinutes(10), Duration.ofHours(2), false);
  }

  Clocks clocks() {
    return stage.clocks;
  }

  Management management() {
    return stage.management;
  }

  /** Long enough for an answer that would come, where none must. */
  Duration silence() {
    return stage.patience.dividedBy(20);
  }

  /** What the stage counted, as far as it tells. */
  JsonNode counters() throws CannotCheck {
    Supplier<@Nullable JsonNode> counters = stage.counters;
    JsonNode counts = counters == null ? null : counters.get();
    if (counts == null) {
      throw new CannotCheck("this stage does not tell what it counted");
    }
    return counts;
  }

  /** How long its bucket of requests takes to be full again; null where it must not be emptied. */
  @Nullable Duration refill() {
    return stage.refill;
  }

  void note(String seen) {
    note = seen;
  }

  String note() {
    return note;
  }

  /** The stage's address with a query; an authorizer, where there is one, admits it. */
  URI url(String query) {
    String all =
        query.contains("auth=") ? query : "auth=allow" + (query.isEmpty() ? "" : "&" + query);
    return URI.create(stage.url + "?" + all);
  }

  /** The stage's address as it is. */
  URI url() {
    return stage.url;
  }

  Talker talk() throws CannotCheck, InterruptedException {
    return keep(Talker.open(url(""), stage.patience));
  }

  /** What an upgrade is answered. */
  Answer handshake(URI url, Map<String, String> headers) throws IOException {
    try (RawSocket socket = socket(url, 0)) {
      return socket.upgrade(url, headers);
    }
  }

  Answer handshake(String query) throws IOException {
    return handshake(url(query), Map.of());
  }

  /** An open connection by hand. */
  RawSocket raw(int receiveBuffer) throws CannotCheck, IOException {
    RawSocket socket = socket(url(""), receiveBuffer);
    Answer answer = socket.upgrade(url(""), Map.of());
    if (answer.status() != 101) {
      throw new CannotCheck("no connection could be opened: " + answer);
    }
    return socket;
  }

  RawSocket socket(URI url, int receiveBuffer) throws IOException {
    return keep(RawSocket.connect(url, stage.patience, receiveBuffer));
  }

  private <T extends Closeable> T keep(T socket) {
    opened.add(socket);
    if (closed) {
      close();
    }
    return socket;
  }

  /** A message for one of our routes, by either variant's way of selecting it. */
  static ObjectNode message(String action) {
    ObjectNode message = JSON.createObjectNode();
    message.put("service", SERVICE).put("action", action);
    message.putObject("meta").put("action", action);
    return message;
  }

  /** Sends a message and returns the event that the function behind its route got. */
  JsonNode event(Talker talker, String message) throws CannotCheck, InterruptedException {
    talker.send(message);
    Said said = talker.next();
    JsonNode event = said instanceof Said.Text(String text) ? parse(text) : JSON.nullNode();
    if (!event.path("requestContext").isObject()) {
      throw new CannotCheck("the event of a message was not shown; seen " + said);
    }
    return event;
  }

  JsonNode event(Talker talker) throws CannotCheck, InterruptedException {
    return event(talker, message("event").toString());
  }

  /** The id of a connection, as its events name it. */
  String idOf(Talker talker) throws CannotCheck, InterruptedException {
    return event(talker).at("/requestContext/connectionId").asText();
  }

  /** The id of a connection that is read by hand. */
  String idOf(RawSocket socket) throws CannotCheck, IOException {
    socket.send(Frame.text(message("event").toString()));
    Frame frame = socket.read();
    String id =
        parse(new String(frame.payload(), StandardCharsets.UTF_8))
            .at("/requestContext/connectionId")
            .asText();
    if (id.isEmpty()) {
      throw new CannotCheck("the event of a message was not shown; seen " + frame);
    }
    return id;
  }

  /** The event that {@code $disconnect} got for a connection, asked for until it is there. */
  JsonNode disconnectOf(String connectionId) throws CannotCheck, Difference, InterruptedException {
    Talker asking = talk();
    long deadline = System.nanoTime() + stage.patience.toNanos();
    while (true) {
      asking.send(message("seen").put("id", connectionId).toString());
      Said said = asking.next();
      JsonNode seen = said instanceof Said.Text(String text) ? parse(text) : JSON.nullNode();
      if (said instanceof Said.Closed) {
        // Its own time was up meanwhile, where clocks are short.
        asking = talk();
      } else if (!seen.has("seen")) {
        throw new CannotCheck("the events of $disconnect were not shown; seen " + said);
      }
      if (seen.path("seen").isObject()) {
        return seen.get("seen");
      }
      if (System.nanoTime() > deadline) {
        throw new Difference(
            "an event of $disconnect", "none within " + stage.patience.toSeconds() + " s");
      }
      Thread.sleep(stage.clocks.scaled ? 50 : 500);
    }
  }

  /** A JSON text as a tree; what is no JSON is null. */
  static JsonNode parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null ? JSON.nullNode() : node;
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Closeable socket = opened.poll(); socket != null; socket = opened.poll()) {
      IoUtils.closeQuietly(socket, null);
    }
  }
}
