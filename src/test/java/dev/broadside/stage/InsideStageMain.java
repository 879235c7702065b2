package dev.broadside.stage;

import dev.broadside.bench.Stamp;
import dev.broadside.process.Parent;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The stage's port without routes, driven from inside its process: posts to every connection
 * through the code behind {@code POST @connections}, and says what its connections cost.
 *
 * <p>Argument: the size of a text. Says {@code port N}. Commands: {@code here} broadcasts on the
 * stage's event loop, where HTTP posts are handled too, {@code there} on a thread of its own;
 * {@code memory} says {@code memory HEAP DIRECT} in bytes after a full collection; {@code classes}
 * says {@code classes} and a histogram in which a bar ends each line.
 */
final class InsideStageMain {
  private final int size;
  private final StageServer server;
  private final LiveApi api;
  private final Counters counters = new Counters();

  /** Touched by the caller's thread only. */
  private List<String> ids = List.of();

  private InsideStageMain(int size) throws StageException {
    this.size = size;
    server = StageServer.bind(0);
    Template.WebSocketApi noRoutes =
        new Template.WebSocketApi("A", "a", "$request.body.action", "prod", List.of());
    api =
        LiveApi.of(
            Api.of(noRoutes, "127.0.0.1:" + server.port()),
            Rules.USUAL,
            new PlayedFunctions(),
            counters,
            Services.of(counters, "http://127.0.0.1:" + server.port()),
            StageClock.ofThisMachine());
    api.sweep().start();
    server.serve(api.behind());
  }

  /** Serves until its parent is gone. */
  public static void main(String[] args) throws StageException {
    StageMain.lookForNoLeaks();
    InsideStageMain stage = new InsideStageMain(Integer.parseInt(args[0]));
    Parent.listen(stage::command, stage.server::close);
    System.out.println("port " + stage.server.port());
  }

  private void command(String line) {
    switch (line) {
      case "here" -> broadcast(server.loops().getFirst());
      case "there" -> broadcast(Runnable::run);
      case "memory" -> System.out.println("memory " + heap() + " " + direct());
      default -> System.out.println("classes " + diagnostic("gcClassHistogram"));
    }
  }

  private void broadcast(Executor caller) {
    caller.execute(
        () -> {
          ByteBuf message =
              Unpooled.copiedBuffer(Stamp.text(System.nanoTime(), size), StandardCharsets.US_ASCII);
          for (String id : ids()) {
            counters.attempt(null);
            Posts.Answer answer = api.posts().post(id, message);
            if (answer != Posts.Answer.POSTED) {
              System.out.println("failed a post was answered " + answer);
            }
          }
        });
  }

  /** In the order of opening, as the floor has its sockets. */
  private List<String> ids() {
    if (ids.size() != api.connections().size()) {
      ids =
          api.connections().all().stream()
              .sorted(Comparator.comparingLong(Connection::connectedAtMillis))
              .map(Connection::id)
              .toList();
    }
    return ids;
  }

  private static long heap() {
    diagnostic("gcRun");
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long direct() {
    return PlatformDependent.usedDirectMemory();
  }

  private static String diagnostic(String command) {
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  command,
                  command.equals("gcRun") ? null : new Object[] {new String[0]},
                  command.equals("gcRun") ? null : new String[] {String[].class.getName()});
      return String.valueOf(said).replace('\n', '|');
    } catch (JMException e) {
      throw new IllegalStateException("this JVM cannot diagnose itself", e);
    }
  }
}
