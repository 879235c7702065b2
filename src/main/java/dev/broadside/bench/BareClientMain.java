package dev.broadside.bench;

import dev.broadside.process.Parent;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The least that can receive: Netty with one handler, which finds frames by hand and counts them.
 *
 * <p>A process; arguments: port and path of the stage. Commands: {@code open N} opens connections
 * until there are N and says {@code open}; {@code publish TEXT} sends the text on the first
 * connection, with a {@link Stamp} for its <code>#</code>; {@code counts} says the least and the
 * most broadcasts that a connection got. It says {@code arrived START LAST} when each open
 * connection has one broadcast more, and {@code failed} when a connection does not open or ends, or
 * texts of two broadcasts mix.
 */
public final class BareClientMain {
  /**
   * The floor's answer to every handshake. It proves nothing about the key, and the bare client
   * does not ask for a proof.
   */
  static final String ANSWER =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

  private static final int HANDSHAKES_AT_ONCE = 128;

  /** A loopback address has 28,000 ports on Linux, some of which others use. */
  private static final int CONNECTIONS_PER_ADDRESS = 20_000;

  private final Bootstrap bootstrap;
  private final EventLoop loop;
  private final InetSocketAddress stage;
  private final String authority;
  private final String path;
  private final List<BareConnection> connections = new ArrayList<>();
  private final Tally tally = new Tally();
  private int asked;
  private int connecting;

  private BareClientMain(int port, String path) {
    EventLoopGroup group = Sockets.oneLoop();
    loop = group.next();
    stage = new InetSocketAddress("127.0.0.1", port);
    authority = "127.0.0.1:" + port;
    this.path = path;
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(Sockets.CLIENT)
            .option(ChannelOption.TCP_NODELAY, true)
            // Its end leaves no port waiting, so that it can begin again at once.
            .option(ChannelOption.SO_LINGER, 0);
  }

  /** Connects and counts until its parent is gone. */
  public static void main(String[] args) {
    BareClientMain client = new BareClientMain(Integer.parseInt(args[0]), args[1]);
    // The loop's thread keeps the process alive; it starts with the first that it is given.
    client.loop.submit(() -> {}).syncUninterruptibly();
    Parent.listen(line -> client.loop.execute(() -> client.command(line)), () -> {});
  }

  private void command(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "open" -> {
        asked = Integer.parseInt(words[1]);
        connectMore();
      }
      case "publish" ->
          connections
              .getFirst()
              .send(words[1].replace("#", Stamp.text(System.nanoTime(), Stamp.DIGITS)));
      case "counts" -> sayCounts();
      default -> failed("there is no command '" + line + "'");
    }
  }

  private void connectMore() {
    while (connecting < HANDSHAKES_AT_ONCE && connections.size() + connecting < asked) {
      connect(connections.size() + connecting);
    }
  }

  private void connect(int number) {
    connecting++;
    BareConnection connection = new BareConnection(this, request(number));
    Bootstrap one =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(connection);
                  }
                });
    int address = 1 + number / CONNECTIONS_PER_ADDRESS;
    ChannelFuture attempt =
        address == 1
            ? one.connect(stage)
            : one.connect(stage, new InetSocketAddress("127.0.0." + address, 0));
    attempt.addListener(
        future -> {
          if (!future.isSuccess()) {
            failed("connection " + (number + 1) + " did not open: " + future.cause().getMessage());
          }
        });
  }

  /** A handshake; serverless-offline takes connections with the same key for one. */
  private String request(int number) {
    byte[] nonce = ByteBuffer.allocate(16).putInt(number).array();
    return "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n"
        .formatted(path, authority, Base64.getEncoder().encodeToString(nonce));
  }

  /** The stage let {@code connection} in. */
  void opened(BareConnection connection) {
    connecting--;
    connections.add(connection);
    if (connections.size() == asked) {
      System.out.println("open");
    }
    connectMore();
  }

  /** A frame came whose text began with {@code stamp}, or -1. */
  void received(long stamp) {
    switch (tally.add(stamp, connections.size())) {
      case ONE_OF_MANY -> {
        // More are to come.
      }
      case LAST -> System.out.println("arrived " + stamp + " " + System.nanoTime());
      case NO_BROADCAST -> failed("a text came that is no broadcast");
      case OF_ANOTHER -> failed("texts of two broadcasts came at a time");
    }
  }

  void failed(String sentence) {
    System.out.println("failed " + sentence);
  }

  private void sayCounts() {
    var counts = connections.stream().mapToLong(BareConnection::received).summaryStatistics();
    System.out.println("counts " + counts.getMin() + " " + counts.getMax());
  }
}
