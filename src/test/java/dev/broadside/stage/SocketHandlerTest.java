package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.Template;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.NetUtil;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a client is read no further. */
@Timeout(60)
class SocketHandlerTest {
  private final PlayedFunctions functions = new PlayedFunctions();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  SocketHandlerTest() throws StageException {
    ManualClock clock = new ManualClock();
    Ids ids = new Ids(() -> 1);
    Api api =
        Api.of(
            new Template.WebSocketApi(
                "A", "a", "$request.body.action", "prod", List.of(BareStage.TWO_WAY)),
            "h:1");
    Gateway gateway = new Gateway(Routing.of(api, ids, functions, clock), ids, new Connections());
    Connection connection =
        new Connection(
            ids.connectionId(), clock, new Connection.Client(NetUtil.LOCALHOST4, null), channel);
    connection.accepted();
    channel.pipeline().addLast(new SocketHandler(gateway, connection, false));
  }

  private void setTaking(boolean taking) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, taking);
    channel.runPendingTasks();
  }

  private boolean isRead() {
    return channel.config().isAutoRead();
  }

  @Test
  void aClientThatPingsAndTakesNoAnswerWaitsUntilItDoes() {
    setTaking(false);
    channel.writeInbound(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    assertFalse(isRead());
    setTaking(true);
    assertTrue(isRead());
  }

  @Test
  void aClientThatIsForbiddenAndTakesNoAnswerWaitsUntilItDoes() {
    setTaking(false);
    channel.writeInbound(new TextWebSocketFrame("no route"));
    assertFalse(isRead());
    setTaking(true);
    assertTrue(isRead());
  }

  @Test
  void aClientThatMerelyGetsTooManyPostsIsReadAllTheSame() {
    setTaking(false);
    assertTrue(isRead());
  }

  @Test
  void thirtyTwoUnansweredMessagesAreEnough() throws Exception {
    functions.hold("ask");
    for (int i = 0; i < 31; i++) {
      channel.writeInbound(new TextWebSocketFrame("{\"action\":\"ask\"}"));
    }
    assertTrue(isRead());
    channel.writeInbound(new TextWebSocketFrame("{\"action\":\"ask\"}"));
    assertFalse(isRead());
    setTaking(false);
    setTaking(true);
    assertFalse(isRead());
    functions.release("ask");
    channel.runPendingTasks();
    assertTrue(isRead());
  }
}
