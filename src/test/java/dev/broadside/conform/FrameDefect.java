package dev.broadside.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A defect of the frames that a stage sends. */
record FrameDefect(BiFunction<Frame, Defect.Talk, List<Frame>> change) implements Defect {

  @Override
  public List<Frame> fromStage(Frame frame, Talk talk) {
    return change.apply(frame, talk);
  }

  /** Frames that never arrive. */
  static FrameDefect lost(BiPredicate<Frame, Defect.Talk> which) {
    return new FrameDefect((frame, talk) -> which.test(frame, talk) ? List.of() : List.of(frame));
  }

  /** JSON texts of the stage that are others. */
  static FrameDefect json(Predicate<JsonNode> which, Consumer<ObjectNode> change) {
    return new FrameDefect(
        (frame, talk) -> {
          if (frame.opcode() == Frame.TEXT
              && Site.parse(text(frame)) instanceof ObjectNode node
              && which.test(node)) {
            change.accept(node);
            return List.of(Frame.text(node.toString()));
          }
          return List.of(frame);
        });
  }

  /** Events of {@code $disconnect} that are told otherwise. */
  static FrameDefect disconnect(Predicate<JsonNode> which, Consumer<ObjectNode> change) {
    return json(
        node -> node.path("seen").isObject() && which.test(node.get("seen")),
        node -> change.accept((ObjectNode) node.get("seen")));
  }

  /** Events of messages that are told otherwise. */
  static FrameDefect message(Predicate<JsonNode> which, Consumer<ObjectNode> change) {
    return json(
        node -> node.at("/requestContext/eventType").asText().equals("MESSAGE") && which.test(node),
        change);
  }

  /** Close frames that say another code. */
  static FrameDefect code(int from, int to, Predicate<Defect.Talk> when) {
    return new FrameDefect(
        (frame, talk) ->
            frame.opcode() == Frame.CLOSE && frame.closeCode() == from && when.test(talk)
                ? List.of(
                    new Frame(
                        Frame.CLOSE, true, ByteBuffer.allocate(2).putShort((short) to).array()))
                : List.of(frame));
  }

  static String text(Frame frame) {
    return new String(frame.payload(), StandardCharsets.UTF_8);
  }
}
