package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides at the handshake who may connect, before {@code $connect} hears of it; never blocks. */
@FunctionalInterface
interface Authorizer {
  /** Everybody may. */
  Authorizer NONE = (connection, request, requestId, done) -> done.accept(new Admitted(null));

  /**
   * Decides.
   *
   * @param done called exactly once, on the connection's event loop
   */
  void authorize(
      Connection connection, FullHttpRequest request, String requestId, Consumer<Decision> done);

  /** What was decided. */
  sealed interface Decision {}

  /** Come in. */
  record Admitted(@Nullable Admission admission) implements Decision {}

  /** Stay out, with this HTTP status. */
  record Refused(int status, String message) implements Decision {}
}
