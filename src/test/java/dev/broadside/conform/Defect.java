package dev.broadside.conform;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a stage behind a proxy is made to misbehave; what is not overridden passes as it is. */
interface Defect {
  /** No defect at all. */
  Defect NONE = new Defect() {};

  /** The head of a request, before the stage sees it. */
  default String request(String head) {
    return head;
  }

  /**
   * An HTTP answer.
   *
   * @param request the head of what was asked
   */
  default HttpReply reply(String request, HttpReply reply) {
    return reply;
  }

  /** A frame of the stage: what the client gets instead. */
  default List<Frame> fromStage(Frame frame, Talk talk) {
    return List.of(frame);
  }

  /** A frame of the client was passed on: what the client gets for it beside. */
  default List<Frame> beside(Frame frame, Talk talk) {
    return List.of();
  }

  /** What happened on one connection so far. */
  final class Talk {
    private volatile Frame last = Frame.text("");
    private volatile int count;
    private volatile boolean fragmented;

    void sent(Frame frame) {
      last = frame;
      count++;
      fragmented |= !frame.last();
    }

    /** What the client sent last. */
    Frame last() {
      return last;
    }

    /** Whether the client's last message says {@code text}. */
    boolean said(String text) {
      return new String(last.payload(), StandardCharsets.UTF_8).contains(text);
    }

    /** How many frames the client sent. */
    int count() {
      return count;
    }

    /** Whether any message came in fragments. */
    boolean fragmented() {
      return fragmented;
    }
  }
}
