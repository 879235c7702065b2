package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * One cold start of scan-chat's {@code sendMessage} in this JVM, which has done nothing before:
 * {@code ColdStartMain}. Prints milliseconds of init and of the first broadcast, and kilobytes live
 * after each.
 */
final class ColdStartMain {
  private static final String HANDLER = "dev.broadside.handlers.ScanChatSendMessage";

  private ColdStartMain() {}

  /** Runs it in the environment of this process. */
  public static void main(String[] args) throws Exception {
    // Where it is not the function's: the runtime brings the event and the context.
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
        "%d %d %d %d%n",
        (initialized - start) / 1_000,
        (answered - invoked) / 1_000,
        initKilobytes,
        liveKilobytes() - beforeKilobytes);
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

  /** What a full collection leaves: of the heap, and beside it the classes. */
  private static long liveKilobytes() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getUsed() / 1024;
  }
}
