package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command line as a user starts it: a process, what it says, the folders it leaves and every
 * process behind it, found by a mark in the environment that all of them inherit.
 */
final class Broadside implements AutoCloseable {
  private static final String MARK = "BROADSIDE_TEST";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  /** Quick to start, on the test's own temporary folder. */
  private static final String LIGHT = " -XX:TieredStopAtLevel=1 -Xshare:auto";

  private final Path home;
  private final String mark = UUID.randomUUID().toString();
  private final Process process;
  private final List<String> errorLines = new ArrayList<>();
  private final Thread reader;

  /** What moves the cursor. */
  private static final Pattern DRAWING = Pattern.compile("\033\\[\\d*[A-Z]");

  private static final Pattern PUBLISHED = Pattern.compile("broadcasts +(\\d+) of \\d+, .*");

  /** The processes of a run. */
  enum Role {
    INJECTOR("dev.broadside.load.InjectorMain"),
    WITNESS("dev.broadside.load.witness.WitnessMain"),
    STAGE("dev.broadside.stage.StageMain"),
    FUNCTIONS("dev.broadside.stage.host.FunctionHostMain"),
    TABLES("dev.broadside.process.SidecarMain");

    private final String main;

    Role(String main) {
      this.main = main;
    }
  }

  private Broadside(Path home, Map<String, String> environment, List<String> command)
      throws IOException {
    this.home = home;
    Files.createDirectories(temporary());
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeAll(List.of("GITHUB_STEP_SUMMARY", "NO_COLOR"));
    builder.environment().put("TERM", "xterm");
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary().toAbsolutePath() + LIGHT);
    builder.environment().put(MARK, mark);
    builder.environment().putAll(environment);
    process = builder.redirectOutput(home.resolve("out").toFile()).start();
    reader = new Thread(this::read, "stderr");
    reader.start();
  }

  /** Starts it in {@code home}, where it leaves its reports too. */
  static Broadside start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  static Broadside start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return new Broadside(home, environment, command(arguments));
  }

  /** Starts it below a shell that first does {@code before}. */
  static Broadside startBelowShell(Path home, String before, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + "; exec \"$@\"", "sh"));
    command.addAll(command(arguments));
    return new Broadside(home, Map.of(), command);
  }

  /** As the launcher does, on a terminal that is drawn over once a second. */
  private static List<String> command(String... arguments) {
    Path target = Path.of("target").toAbsolutePath();
    // A shell without job control ignores SIGINT for what it starts in the background, nohup HUP.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dbroadside.tty.err=true", "-Dbroadside.columns=120"));
    command.add("-cp");
    command.add(target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The file of one of our scenarios. */
  static String scenario(String name) {
    return Path.of("scenarios", name).toAbsolutePath().toString();
  }

  private void read() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(DRAWING.matcher(line).replaceAll("").stripTrailing());
      }
    } catch (IOException e) {
      hear("standard error broke: " + e);
    }
  }

  private synchronized void hear(String line) {
    if (!line.isEmpty() && !line.startsWith("Picked up JAVA_TOOL_OPTIONS")) {
      errorLines.add(line);
      notifyAll();
    }
  }

  /** Waits until it showed so many times that at least so many broadcasts left. */
  void awaitPublished(int times, int least) throws InterruptedException {
    awaitLines(
        times,
        line -> {
          Matcher shown = PUBLISHED.matcher(line);
          return shown.matches() && Integer.parseInt(shown.group(1)) >= least;
        });
  }

  /** Waits until it says such a line so many times; what is drawn is new once a second. */
  synchronized void awaitLines(int times, Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (errorLines.stream().filter(wanted).count() < times) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      assertTrue(left > 0 && (process.isAlive() || reader.isAlive()), "it only said " + errorLines);
      wait(Math.min(left, 100));
    }
  }

  /** What it said on standard error so far, but for the live line. */
  synchronized List<String> sentences() {
    return errorLines.stream().filter(line -> line.startsWith("broadside: ")).toList();
  }

  synchronized List<String> errorLines() {
    return List.copyOf(errorLines);
  }

  String output() throws IOException {
    return Files.readString(home.resolve("out"));
  }

  /** Every process of this run that is alive, whoever its parent is by now. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(each -> proc(each, "environ").contains(MARK + "=" + mark))
        .toList();
  }

  /** Waits for the process of a role and returns it. */
  ProcessHandle process(Role role) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (ProcessHandle each : processes()) {
        if (proc(each, "cmdline").contains(role.main)) {
          return each;
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("there is no " + role + " after " + PATIENCE);
  }

  /** Whether a process of a run has this role. */
  static boolean isRole(ProcessHandle process, Role role) {
    return proc(process, "cmdline").contains(role.main);
  }

  /** Waits for one of several injectors and returns it. */
  ProcessHandle injector(int shard) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (ProcessHandle each : processes()) {
        boolean injector = proc(each, "cmdline").contains(Main.class.getName() + "\0injector");
        if (injector && proc(each, "environ").contains("BROADSIDE_SHARD=" + shard + "\0")) {
          return each;
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("there is no injector " + shard + " after " + PATIENCE);
  }

  /** What a process of a run was started with; empty where it was not set. */
  static String variable(ProcessHandle process, String name) {
    for (String each : proc(process, "environ").split("\0", -1)) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1);
      }
    }
    return "";
  }

  ProcessHandle self() {
    return process.toHandle();
  }

  /** A zombie has no environment any more, so it is nobody's process. */
  private static String proc(ProcessHandle process, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Sends a signal to all of them at once, as a terminal does to its foreground group. */
  static void signal(String name, List<ProcessHandle> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(each -> command.add(Long.toString(each.pid())));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  /** Waits for its end; 137 when it was killed. */
  int awaitExit() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "it does not end");
    reader.join(PATIENCE.toMillis());
    return process.exitValue();
  }

  /** Waits until no process of the run is left. */
  void awaitNobody() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessHandle> left = processes();
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      left = processes();
    }
    assertTrue(
        left.isEmpty(), "still alive: " + left.stream().map(p -> proc(p, "cmdline")).toList());
  }

  /** Everything directly below its reports folder, hidden files too. */
  List<Path> reports() throws IOException {
    Path folder = home.resolve("reports");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** What the run's processes left in their temporary folder. */
  List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(temporary())) {
      return files.toList();
    }
  }

  private Path temporary() {
    return home.resolve("tmp");
  }

  /** A test that failed half-way leaves nobody behind either. */
  @Override
  public void close() {
    process.destroyForcibly();
    processes().forEach(ProcessHandle::destroyForcibly);
  }
}
