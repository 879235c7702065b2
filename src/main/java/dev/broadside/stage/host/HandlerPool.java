package dev.broadside.stage.host;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A function's handler objects that are not at work, the one used last first. */
final class HandlerPool implements AutoCloseable {
  private final HandlerClass handlerClass;
  private final Deque<Handler> idle = new ConcurrentLinkedDeque<>();

  private HandlerPool(HandlerClass handlerClass) {
    this.handlerClass = handlerClass;
  }

  /** A pool with its first object made, so that what can fail at start fails at start. */
  static HandlerPool start(HandlerClass handlerClass) throws HandlerException {
    HandlerPool pool = new HandlerPool(handlerClass);
    pool.release(handlerClass.instantiate());
    return pool;
  }

  Handler acquire() throws HandlerException {
    Handler handler = idle.pollLast();
    return handler == null ? handlerClass.instantiate() : handler;
  }

  void release(Handler handler) {
    idle.addLast(handler);
  }

  FunctionSpec spec() {
    return handlerClass.spec();
  }

  @Override
  public void close() {
    for (Handler handler = idle.pollLast(); handler != null; handler = idle.pollLast()) {
      handler.close();
    }
  }
}
