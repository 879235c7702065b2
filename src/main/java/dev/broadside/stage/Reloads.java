package dev.broadside.stage;

import dev.broadside.template.TemplateException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reloads a stage when asked, one reload after another, on a thread of its own: the one that hears
 * commands must go on listening for the end of the input.
 */
final class Reloads {
  private final Attempt attempt;
  private final Consumer<@Nullable String> done;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "reload");
            made.setDaemon(true);
            return made;
          });

  /** Reads the template again and lets the stage run it. */
  @FunctionalInterface
  interface Attempt {
    void reload() throws StageException, TemplateException, IOException, InterruptedException;
  }

  /**
   * Nothing is reloaded yet.
   *
   * @param done told null after a reload, or why there was none
   */
  Reloads(Attempt attempt, Consumer<@Nullable String> done) {
    this.attempt = attempt;
    this.done = done;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What happened is told to done.
  void request() {
    thread.submit(this::reload);
  }

  private void reload() {
    try {
      attempt.reload();
      done.accept(null);
    } catch (StageException | TemplateException | IOException e) {
      done.accept(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      done.accept("the reload failed: " + e);
    }
  }
}
