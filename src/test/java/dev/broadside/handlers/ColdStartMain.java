package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One cold start of scan-chat's {@code sendMessage} in this JVM, which has done nothing before:
 * {@code ColdStartMain}. Prints microseconds of init and of the first broadcast, kilobytes live
 * after each, and the most that it had resident.
 */
final class ColdStartMain {
  private static final String HANDLER = "dev.broadside.handlers.ScanChatSendMessage";

  private ColdStartMain() {}

  /** Runs it in the environment of this process. */
  public static void main(String[] args) throws Exception {
    // The runtime brings these: they are no part of the function's init.
    Context context = NoContext.create();
    Map<String, Object> event = event();
    long beforeKilobytes = liveKilobytes();
    long start = System.nanoTime();
    @SuppressWarnings("unchecked")
    var handler =
        (RequestHandler<Map<String, Object>, Map<String, Object>>)
            Class.forName(HANDLER).getConstructor().newInstance();
    long initialized = System.nanoTime();
    long initKilobytes = liveKilobytes() - beforeKilobytes;
    long invoked = System.nanoTime();
    Map<String, Object> answer = handler.handleRequest(event, context);
    long answered = System.nanoTime();
    if (!Integer.valueOf(200).equals(answer.get("statusCode"))) {
      throw new IllegalStateException("The broadcast ended with " + answer);
    }
    System.out.printf(
        "%d %d %d %d %d%n",
        (initialized - start) / 1_000,
        (answered - invoked) / 1_000,
        initKilobytes,
        liveKilobytes() - beforeKilobytes,
        residentKilobytes());
    System.out.flush();
    // Client threads that are not daemons would keep the process.
    Runtime.getRuntime().halt(0);
  }

  private static Map<String, Object> event() {
    return Map.of(
        "requestContext",
        Map.of("connectionId", "Uc0nN-cTIAMCK_g=", "domainName", "127.0.0.1", "stage", "prod"),
        "body",
        "{\"action\":\"sendMessage\",\"message\":\"Hello! bs~\"}");
  }

  /** What a full collection leaves of the heap. */
  private static long liveKilobytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
  }

  /** What Lambda bills by: heap, classes, code, threads and native libraries at their largest. */
  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
