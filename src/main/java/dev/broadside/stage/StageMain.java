package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.process.Parent;
import dev.broadside.template.Queue;
import dev.broadside.template.Template;
import dev.broadside.template.TemplateException;
import dev.broadside.template.TemplateReader;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The stage process. Says one JSON object a line: {@code ready} with its URLs, its functions and
 * the pids behind it, or {@code error} with a sentence, after which it exits with 64 where the
 * command line or the template is wrong and with 1 else. Answers the command {@code counters}, and
 * the command {@code reload} by {@code reloaded}, which is as {@code ready}, or by {@code refused}
 * with a sentence, {@code fault} and {@code heal} by {@code faults}, and {@code stamp} and {@code
 * stamps} by {@code stamps}; ends, with all it started, when its standard input ends.
 */
public final class StageMain {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Exit codes of decision 12. */
  private static final int FAILED = 1;

  private static final int USAGE = 64;

  private final PrintStream parent;
  private final Thread starter = Thread.currentThread();
  private final AtomicReference<@Nullable LocalStage> stage = new AtomicReference<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile @Nullable Reloads reloads;
  private volatile @Nullable Thread dying;

  private StageMain(PrintStream parent) {
    this.parent = parent;
  }

  /** Starts a stage. */
  public static void main(String[] args) {
    PrintStream parent = System.out;
    // Standard output is the protocol; a library that prints there would break it.
    System.setOut(System.err);
    lookForNoLeaks();
    new StageMain(parent).run(List.of(args));
  }

  /** Netty draws one buffer of 128 and notes who made it, which costs more than all the others. */
  static void lookForNoLeaks() {
    if (System.getProperty("io.netty.leakDetection.level") == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private void run(List<String> arguments) {
    Parent.listen(this::command, this::parentIsGone);
    StageArguments parsed;
    Template template;
    try {
      parsed = StageArguments.parse(arguments);
      template = template(parsed);
    } catch (StageException | TemplateException | IOException e) {
      die(String.valueOf(e.getMessage()), USAGE);
      return;
    }
    try {
      requireFolder(parsed.settings().folder());
      LocalStage started =
          LocalStage.start(template, parsed.settings(), sentence -> die(sentence, FAILED));
      stage.set(started);
      reloads = new Reloads(() -> started.reload(template(parsed)), this::reloaded);
      if (ending.get()) {
        close();
      }
      say("ready", ready(started));
    } catch (StageException e) {
      die(String.valueOf(e.getMessage()), FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      die("interrupted while starting", FAILED);
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
    String authority = stage.authority();
    ObjectNode ready = JSON.createObjectNode();
    ready.put("webSocketUrl", "ws://" + authority + "/" + stage.stageName());
    ready.put("httpUrl", "http://" + authority);
    ready.put("stage", stage.stageName());
    ready.put("port", stage.port());
    Certificate certificate = stage.certificate();
    if (certificate != null) {
      ready.put("certificate", certificate.pem().toString());
    }
    ready.putPOJO("environment", new TreeMap<>(stage.placement().environment()));
    ready.set("functions", functions(stage));
    ready.set("queues", queues(stage));
    ObjectNode pids = ready.putObject("pids");
    pids.put("stage", ProcessHandle.current().pid());
    ArrayNode functions = pids.putArray("functions");
    stage.functionPids().forEach(functions::add);
    pids.put("dynamodb", stage.stores().dynamoDbPid());
    if (stage.stores().sqsPid() != null) {
      pids.put("sqs", stage.stores().sqsPid());
    }
    return ready;
  }

  private static ArrayNode functions(LocalStage stage) {
    ArrayNode functions = JSON.createArrayNode();
    for (Template.Function function : stage.template().functions()) {
      ObjectNode node = functions.addObject();
      node.put("function", function.logicalId());
      node.put("name", function.name());
      stage.placement().urls(function).forEach(node.putArray("urls")::add);
      node.putPOJO("environment", new TreeMap<>(stage.placement().environment(function)));
    }
    return functions;
  }

  private static ArrayNode queues(LocalStage stage) {
    ArrayNode queues = JSON.createArrayNode();
    for (Queue queue : stage.template().queues()) {
      queues
          .addObject()
          .put("queue", queue.logicalId())
          .put("name", queue.name())
          .put("url", queue.url().replace(Queue.URLS, "http://" + stage.authority() + "/"));
    }
    return queues;
  }

  private void reloaded(@Nullable String why) {
    LocalStage running = stage.get();
    if (why != null) {
      say("refused", why);
    } else if (running != null) {
      say("reloaded", ready(running));
    }
  }

  private void command(String command) {
    LocalStage running = stage.get();
    Reloads waiting = reloads;
    if (command.equals("reload") && waiting != null) {
      waiting.request();
    }
    if (command.equals("counters") && running != null) {
      parent.println("{\"counters\":" + running.counters().toJson() + "}");
    } else if (command.startsWith("stamp") && running != null) {
      say("stamps", new StampsCommand(running.stamps()).answer(command));
    } else if ((command.startsWith("fault ") || command.equals("heal")) && running != null) {
      say("faults", new FaultsApi(running.faults()).command(command));
    }
  }

  private synchronized void say(String member, Object value) {
    parent.println(JSON.createObjectNode().putPOJO(member, value));
  }

  /**
   * The last sentence of a stage that cannot go on. Ends in a thread that keeps this process alive:
   * closing ends the other such threads, and a process that has none left exits with 0.
   */
  private void die(String sentence, int exitCode) {
    Thread last =
        Thread.ofPlatform()
            .name("last-sentence")
            .daemon(false)
            .unstarted(
                () -> {
                  say("error", sentence);
                  close();
                  Runtime.getRuntime().halt(exitCode);
                });
    if (ending.compareAndSet(false, true)) {
      dying = last;
      last.start();
    }
  }

  /** A stage that is still starting ends what it has started before this process ends. */
  private void parentIsGone() {
    ending.set(true);
    starter.interrupt();
    try {
      starter.join();
      Thread last = dying;
      if (last != null) {
        // Whoever heard the last sentence ends our input; the exit code is still to be said.
        last.join();
      }
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
