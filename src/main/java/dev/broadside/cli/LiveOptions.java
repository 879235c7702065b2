package dev.broadside.cli;

import dev.broadside.cli.live.LiveBoard;
import dev.broadside.cli.live.LiveServer;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether there is a page that shows a run while it goes. */
final class LiveOptions {
  @Option(
      names = "--live",
      description = "Shows the run while it goes on a page for browsers of this machine.")
  private boolean live;

  @Option(
      names = "--live-port",
      paramLabel = "PORT",
      description = "The same on this port (default: any that is free).")
  private @Nullable Integer port;

  /** Begins; the page, where one is asked for, is there until it is closed. */
  LiveShow begin(String command, String title, String question, boolean json)
      throws ProcessException {
    Terminal terminal = Terminal.current();
    boolean draws = !json && terminal.canBeDrawnOver(System::getenv);
    if (!live && port == null) {
      return new LiveShow(terminal, draws, null, null);
    }
    LiveBoard board = new LiveBoard(command, title, question);
    try {
      LiveServer server = LiveServer.start(port == null ? 0 : port, board);
      System.err.println("Live: " + server.address());
      return new LiveShow(terminal, draws, board, server);
    } catch (IOException | IllegalArgumentException e) {
      throw new ProcessException(
          "the live page cannot be served on port %d (%s): name another with --live-port"
              .formatted(port == null ? 0 : port, e.getMessage()),
          e);
    }
  }
}
