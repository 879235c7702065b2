package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An injector that measures a stub stage. */
final class TruthRun implements AutoCloseable {
  private final StubProcess stub;
  private final InjectorProcess injector;

  private TruthRun(StubProcess stub, InjectorProcess injector) {
    this.stub = stub;
    this.injector = injector;
  }

  /** What the injector found, and what was so. */
  record Compared(JsonNode found, Path folder, Truth truth) {
    /** What it found at {@code a.b.c} of its summary. */
    JsonNode found(String path) {
      return found.at("/" + path.replace('.', '/'));
    }
  }

  static TruthRun start(InjectorProcess.Load load, StubPlan plan, Path folder)
      throws IOException, ProcessException, InterruptedException {
    Files.createDirectories(folder);
    StubProcess stub = new StubProcess(plan, folder);
    try {
      return new TruthRun(stub, new InjectorProcess(load, "ws://127.0.0.1:" + stub.port(), folder));
    } catch (IOException | ProcessException | InterruptedException e) {
      stub.close();
      throw e;
    }
  }

  /** Waits for the run's end. */
  Compared await() throws Exception {
    InjectorProcess.Found found = injector.await();
    Truth truth = Truth.of(stub.end(), injector.frame(found));
    return new Compared(found.summary(), found.folder(), truth);
  }

  /** The stage, for what it says beside its truth. */
  StubProcess stub() {
    return stub;
  }

  @Override
  public void close() {
    injector.close();
    stub.close();
  }
}
