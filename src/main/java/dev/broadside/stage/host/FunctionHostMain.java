package dev.broadside.stage.host;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpServer;
import dev.broadside.process.Parent;
import dev.broadside.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The function host: {@code FunctionHostMain TEMPORARY-FOLDER (NAME HANDLER TIMEOUT-MILLIS
 * MEMORY-MB)…}. Says {@code {"ready":{"port":…}}} or {@code {"error":"…"}}.
 */
public final class FunctionHostMain {
  private FunctionHostMain() {}

  /** Starts the functions and serves them until the parent is gone. */
  public static void main(String[] args) {
    PrintStream parent = System.out;
    // What handlers print is a log line, as on Lambda; standard output is the protocol.
    System.setOut(System.err);
    Map<String, HandlerPool> functions = new ConcurrentHashMap<>();
    TemporaryFolder temporary = new TemporaryFolder(Path.of(args[0]));
    Parent.listen(
        command -> {},
        () -> {
          functions.values().forEach(HandlerPool::close);
          temporary.delete();
        });
    try {
      temporary.create();
      for (FunctionSpec spec : FunctionSpec.fromArguments(List.of(args).subList(1, args.length))) {
        functions.put(spec.name(), HandlerPool.start(HandlerClass.find(spec)));
      }
      int port = serve(new InvokeApi(functions));
      parent.println("{\"ready\":{\"port\":" + port + "}}");
    } catch (HandlerException | IOException e) {
      parent.println("{\"error\":\"" + quoted(e) + "\"}");
      temporary.delete();
      Runtime.getRuntime().halt(1);
    }
  }

  private static String quoted(Exception e) {
    return new String(JsonStringEncoder.getInstance().quoteAsString("" + e.getMessage()));
  }

  /** A thread for each request that is under way; the stage bounds how many those are. */
  private static int serve(InvokeApi api) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    AtomicInteger number = new AtomicInteger();
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "invocation-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", api);
    server.start();
    return server.getAddress().getPort();
  }
}
