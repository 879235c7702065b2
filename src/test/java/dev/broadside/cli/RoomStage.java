package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * A design with rooms and a history, on another WebSocket library than ours: a connection names
 * itself in its handshake and joins with its first frame; every message goes to its room behind the
 * ones before it, as JSON within JSON. It forgets one receiver of every tenth message, whom the
 * next one's history then reaches, and tells the message to somebody in another room.
 */
final class RoomStage extends WebSocketServer {
  private static final int HISTORY = 4;
  private static final int FAULTY = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int publishers;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Map<WebSocket, Member> members = new LinkedHashMap<>();
  private final Map<String, List<String>> histories = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int messages;

  /** Who is connected, and how often it got each message. */
  private record Member(String room, String user, String token, Map<String, Integer> got) {
    int number() {
      return Integer.parseInt(user.substring("user-".length()));
    }
  }

  /** What was written, in the words of the books. */
  record Truth(long expected, long delivered, long repeats, long unexpected, long echoes) {}

  private RoomStage(int publishers) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    this.publishers = publishers;
    setReuseAddr(true);
    setDaemon(true);
  }

  /** A stage whose first users, {@code publishers} of them, publish. */
  static RoomStage start(int publishers) throws InterruptedException {
    RoomStage stage = new RoomStage(publishers);
    stage.start();
    stage.started.await();
    return stage;
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public synchronized void onOpen(WebSocket connection, ClientHandshake handshake) {
    Map<String, String> query = new LinkedHashMap<>();
    String address = handshake.getResourceDescriptor();
    for (String parameter : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      query.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
    }
    Member member =
        new Member(
            query.getOrDefault("room", ""),
            handshake.getFieldValue("X-User"),
            query.getOrDefault("token", ""),
            new LinkedHashMap<>());
    members.put(connection, member);
    if (!member.token.equals("t0ken-of-" + member.number())) {
      complaints.add(member.user + " has another's token");
    }
  }

  @Override
  public synchronized void onMessage(WebSocket connection, String text) {
    Member member = Objects.requireNonNull(members.get(connection));
    try {
      JsonNode message = JSON.readTree(text);
      if (!message.path("room").asText().equals(member.room)
          || !message.path("user").asText().equals(member.user)) {
        complaints.add(member.user + " said " + message);
      }
      if (message.path("action").asText().equals("join")) {
        if (!message.path("key").asText().equals("s3cret-key")) {
          complaints.add("a key that is none");
        }
        connection.send("{\"hello\":true}");
        connection.send("{\"joined\":\"" + member.room + "\"}");
      } else {
        broadcast(member.room, message.path("message").asText());
      }
    } catch (IOException e) {
      complaints.add("no JSON: " + e);
    }
  }

  private void broadcast(String room, String message) throws IOException {
    List<String> history = histories.computeIfAbsent(room, r -> new ArrayList<>());
    history.add(message);
    List<String> latest = history.subList(Math.max(0, history.size() - HISTORY), history.size());
    String body = JSON.writeValueAsString(Map.of("messages", latest));
    String frame = JSON.writeValueAsString(Map.of("body", body));
    boolean faulty = ++messages % FAULTY == 0;
    boolean forgotten = !faulty;
    boolean leaked = !faulty;
    for (Map.Entry<WebSocket, Member> each : members.entrySet()) {
      Member member = each.getValue();
      boolean inside = member.room.equals(room);
      boolean subscriber = member.number() > publishers;
      if (inside && subscriber && !forgotten) {
        forgotten = true;
      } else if (inside) {
        each.getKey().send(frame);
        latest.forEach(one -> member.got.merge(one, 1, Integer::sum));
      } else if (subscriber && !leaked) {
        leaked = true;
        each.getKey().send("{\"body\":\"" + message + "\"}");
        member.got.merge(message, 1, Integer::sum);
      }
    }
  }

  /** How many subscribers there are of each room, in the rooms' order. */
  synchronized List<Long> sizes() {
    return List.of(size("room-1"), size("room-2"), size("room-3"));
  }

  private long size(String room) {
    return members.values().stream()
        .filter(each -> each.room.equals(room) && each.number() > publishers)
        .count();
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What it wrote until now. */
  synchronized Truth truth() {
    long delivered = 0;
    long repeats = 0;
    long unexpected = 0;
    long echoes = 0;
    for (Member member : members.values()) {
      List<String> own = histories.getOrDefault(member.room, List.of());
      for (Map.Entry<String, Integer> got : member.got.entrySet()) {
        if (!own.contains(got.getKey())) {
          unexpected += got.getValue();
        } else if (member.number() <= publishers) {
          echoes += got.getValue();
        } else {
          delivered++;
          repeats += got.getValue() - 1;
        }
      }
    }
    long expected =
        histories.entrySet().stream()
            .mapToLong(room -> room.getValue().size() * size(room.getKey()))
            .sum();
    return new Truth(expected, delivered, repeats, unexpected, echoes);
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    // Who it was, and what it got, stays known.
  }

  @Override
  public synchronized void onError(WebSocket connection, Exception e) {
    complaints.add("it broke: " + e);
  }
}
