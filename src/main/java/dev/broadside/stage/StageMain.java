package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.process.Parent;
import dev.broadside.template.Template;
import dev.broadside.template.TemplateException;
import dev.broadside.template.TemplateReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The stage process. Says one JSON object a line: {@code ready} with its URLs and the pids behind
 * it, or {@code error} with a sentence, after which it exits with 1; answers the command {@code
 * counters}, {@code fault} and {@code heal}; ends, with all it started, when its standard input
 * ends.
 */
public final class StageMain {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream parent;
  private final Thread starter = Thread.currentThread();
  private final AtomicReference<@Nullable LocalStage> stage = new AtomicReference<>();
  private final AtomicBoolean ending = new AtomicBoolean();

  private StageMain(PrintStream parent) {
    this.parent = parent;
  }

  /** Starts a stage. */
  public static void main(String[] args) {
    PrintStream parent = System.out;
    // Standard output is the protocol; a library that prints there would break it.
    System.setOut(System.err);
    new StageMain(parent).run(List.of(args));
  }

  private void run(List<String> arguments) {
    Parent.listen(this::command, this::parentIsGone);
    try {
      StageArguments parsed = StageArguments.parse(arguments);
      requireFolder(parsed.settings().folder());
      LocalStage started = LocalStage.start(template(parsed), parsed.settings(), this::die);
      stage.set(started);
      if (ending.get()) {
        close();
      }
      say("ready", ready(started));
    } catch (StageException | TemplateException | IOException e) {
      die(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      die("interrupted while starting");
    }
  }

  /** Not made here: where a run was stopped meanwhile, it took its folder away for good. */
  private static void requireFolder(Path logs) throws StageException {
    if (!Files.isDirectory(logs)) {
      throw new StageException("there is no folder " + logs + " for the logs: make it first");
    }
  }

  private static Template template(StageArguments arguments)
      throws TemplateException, IOException, StageException {
    Path file = arguments.template();
    if (file == null) {
      String design = arguments.design();
      return TemplateReader.readBundled(design == null ? "" : design, arguments.parameters());
    }
    if (!Files.isReadable(file)) {
      throw new StageException("the template " + file + " cannot be read: is the path right?");
    }
    return TemplateReader.read(file.toString(), Files.readString(file), arguments.parameters());
  }

  private static ObjectNode ready(LocalStage stage) {
    String authority = "127.0.0.1:" + stage.port();
    ObjectNode ready = JSON.createObjectNode();
    ready.put("webSocketUrl", "ws://" + authority + "/" + stage.stageName());
    ready.put("httpUrl", "http://" + authority);
    ready.put("stage", stage.stageName());
    ready.put("port", stage.port());
    ObjectNode pids = ready.putObject("pids");
    pids.put("stage", ProcessHandle.current().pid());
    ArrayNode functions = pids.putArray("functions");
    stage.functionPids().forEach(functions::add);
    pids.put("dynamodb", stage.dynamoDbPid());
    return ready;
  }

  private void command(String command) {
    LocalStage running = stage.get();
    if (command.equals("counters") && running != null) {
      parent.println("{\"counters\":" + running.counters().toJson() + "}");
    } else if ((command.startsWith("fault ") || command.equals("heal")) && running != null) {
      say("faults", new FaultsApi(running.faults()).command(command));
    }
  }

  private synchronized void say(String member, Object value) {
    parent.println(JSON.createObjectNode().putPOJO(member, value));
  }

  /** The last sentence of a stage that cannot go on. */
  private void die(String sentence) {
    if (ending.compareAndSet(false, true)) {
      say("error", sentence);
      close();
      Runtime.getRuntime().halt(1);
    }
  }

  /** A stage that is still starting ends what it has started before this process ends. */
  private void parentIsGone() {
    ending.set(true);
    starter.interrupt();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void close() {
    ending.set(true);
    LocalStage running = stage.getAndSet(null);
    if (running != null) {
      running.close();
    }
  }
}
