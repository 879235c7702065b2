package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * Nobody: the mapped message itself says in {@code statusCode} how it is answered. The answer has
 * no body; a response template makes one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html">Mock
 *     integrations</a>
 */
record MockTarget() implements Target {
  private static final ObjectReader JSON = new ObjectMapper().reader();

  @Override
  public void send(EventLoop loop, String message, Consumer<Outcome> done) {
    int status = status(message);
    done.accept(
        status >= 200 && status <= 599
            ? new Outcome.Answered(new ProxyResponse(status, null, ""))
            : new Outcome.Failed(
                "a mock needs a request template with a statusCode from 200 to 599, such as"
                    + " {\"statusCode\": 200}"));
  }

  private static int status(String message) {
    try {
      JsonNode status = JSON.readTree(message).path("statusCode");
      return status.isInt() ? status.intValue() : -1;
    } catch (JsonProcessingException passedThrough) {
      return -1;
    }
  }
}
