package dev.broadside.stage.host;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One handler object, called with JSON and answering in JSON; never two calls at once. */
interface Handler extends AutoCloseable {
  /** Runs one invocation; what the handler throws comes out as it is. */
  void handle(InputStream input, OutputStream output, Context context)
      throws IOException, ReflectiveOperationException;

  /** Closes the handler object, if it can be closed. */
  @Override
  void close();
}
