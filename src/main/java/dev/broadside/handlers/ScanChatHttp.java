package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/**
 * The HTTP API of scan-chat, {@code GET /} and {@code GET /user/{userId}?title=}: answers with what
 * it was asked, and null for what it was not.
 */
public final class ScanChatHttp
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    HttpEvent event = new HttpEvent(input);
    return Answer.json(
        200,
        Answer.object()
            .put("id", event.path("userId"))
            .put("method", event.method())
            .put("title", event.query("title")));
  }
}
