package dev.broadside.stage.sources;

import java.io.IOException;

/** What calls the function of one mapping, until its thread is interrupted. */
interface Poller {
  /** Begins to listen; what happens from now on is not missed. */
  void open() throws IOException, InterruptedException;

  /** Works on the poller's own thread. */
  void run() throws InterruptedException;
}
