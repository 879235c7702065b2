package dev.broadside.stage.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke operation: {@code POST /2015-03-31/functions/NAME/invocations}. A function that
 * throws answers 200 as well, with the header {@code X-Amz-Function-Error} and the error as JSON.
 */
final class InvokeApi implements HttpHandler {
  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, HandlerPool> functions;

  InvokeApi(Map<String, HandlerPool> functions) {
    this.functions = functions;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] event = exchange.getRequestBody().readAllBytes();
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      HandlerPool pool = path.matches() ? functions.get(path.group(1)) : null;
      if (pool == null || !exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", "ResourceNotFoundException");
        send(
            exchange, 404, "{\"Message\":\"Function not found\"}".getBytes(StandardCharsets.UTF_8));
      } else {
        invoke(exchange, pool, event);
      }
    }
  }

  private static void invoke(HttpExchange exchange, HandlerPool pool, byte[] event)
      throws IOException {
    String requestId = UUID.randomUUID().toString();
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    exchange.getResponseHeaders().set(InvokedFunction.STARTED, "" + System.nanoTime());
    ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
    try {
      run(pool, event, answer, requestId);
    } catch (InvocationTargetException e) {
      fail(exchange, pool, e.getCause() == null ? e : e.getCause());
      return;
    } catch (HandlerException | ReflectiveOperationException | IOException | RuntimeException e) {
      fail(exchange, pool, e);
      return;
    }
    send(exchange, 200, answer.toByteArray());
  }

  /** A handler object whose invocation failed is used again, as Lambda does. */
  private static void run(
      HandlerPool pool, byte[] event, ByteArrayOutputStream answer, String requestId)
      throws HandlerException, ReflectiveOperationException, IOException {
    InvocationContext context = new InvocationContext(pool.spec(), requestId, System.nanoTime());
    Handler handler = pool.acquire();
    InvokedFunction.set(pool.spec().name());
    try {
      handler.handle(new ByteArrayInputStream(event), answer, context);
    } finally {
      InvokedFunction.set(null);
      pool.release(handler);
    }
  }

  private static void fail(HttpExchange exchange, HandlerPool pool, Throwable thrown)
      throws IOException {
    System.err.println("function " + pool.spec().name() + " failed");
    thrown.printStackTrace();
    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
    send(exchange, 200, errorJson(thrown).getBytes(StandardCharsets.UTF_8));
  }

  private static String errorJson(Throwable thrown) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("errorMessage", thrown.getMessage());
      json.writeStringField("errorType", thrown.getClass().getName());
      json.writeArrayFieldStart("stackTrace");
      for (StackTraceElement frame : thrown.getStackTrace()) {
        json.writeString(frame.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
