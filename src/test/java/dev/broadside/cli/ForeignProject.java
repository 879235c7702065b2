package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.gate.GitRepository;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small repository with JMH benchmarks that knows nothing of Broadside but its gate file. JMH
 * comes from the local Maven repository, and javac builds it.
 */
final class ForeignProject {
  private static final List<String> JARS =
      List.of(
          "org/openjdk/jmh/jmh-core/1.37/jmh-core-1.37.jar",
          "org/openjdk/jmh/jmh-generator-annprocess/1.37/jmh-generator-annprocess-1.37.jar",
          "net/sf/jopt-simple/jopt-simple/5.0.4/jopt-simple-5.0.4.jar",
          "org/apache/commons/commons-math3/3.6.1/commons-math3-3.6.1.jar");

  private static final String SOURCE =
      """
      package foreign;

      import java.util.concurrent.TimeUnit;
      import org.openjdk.jmh.annotations.*;
      import org.openjdk.jmh.infra.Blackhole;

      @State(Scope.Benchmark)
      @OutputTimeUnit(TimeUnit.MICROSECONDS)
      public class Fanout {
        @Param({"1000"}) public int tokens;

        @Benchmark @BenchmarkMode(Mode.AverageTime)
        public void handler() { Blackhole.consumeCPU(tokens * HANDLER / 100); }

        @Benchmark @BenchmarkMode(Mode.AverageTime)
        public void lookup() { Blackhole.consumeCPU(tokens); }

        @AuxCounters(AuxCounters.Type.EVENTS) @State(Scope.Thread)
        public static class Count { public long posts; }

        @Benchmark @BenchmarkMode(Mode.SingleShotTime)
        public void broadcast(Count count) { count.posts += POSTS; Blackhole.consumeCPU(100_000); }
      }
      """;

  private final Path folder;
  private final GitRepository repository;

  private ForeignProject(GitRepository repository) {
    this.folder = repository.folder();
    this.repository = repository;
  }

  static boolean isPossible() {
    return jars().allMatch(Files::exists);
  }

  private static Stream<Path> jars() {
    String repository =
        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    return JARS.stream().map(jar -> Path.of(repository).resolve(jar));
  }

  /** A repository with one commit, of which {@code handler} takes 100 and posts 10 times. */
  static ForeignProject create(Path folder) throws Exception {
    ForeignProject project = new ForeignProject(GitRepository.create(folder));
    Files.createDirectories(folder.resolve("foreign"));
    String java = System.getProperty("java.home") + "/bin/";
    String jars = jars().map(Path::toString).collect(Collectors.joining(":"));
    Files.writeString(
        folder.resolve("broadside-gate.yaml"),
        """
        build: '%sjavac -proc:full -cp %s -d classes foreign/Fanout.java'
        jmh: '%sjava -Djmh.ignoreLock=true -cp %s:classes org.openjdk.jmh.Main -wi 2 -i 3 -w 100ms -r 100ms'
        counters: { posts: 0 }
        """
            .formatted(java, jars, java, jars));
    project.commit(100, 10);
    return project;
  }

  /** One more commit. */
  void commit(int handler, int posts) throws Exception {
    write(
        SOURCE
            .replace("HANDLER", Integer.toString(handler))
            .replace("POSTS", Integer.toString(posts)));
  }

  void write(String source) throws Exception {
    Files.writeString(folder.resolve("foreign/Fanout.java"), source);
    repository.commit();
  }

  long worktrees() throws Exception {
    return repository.worktrees();
  }

  /** How the gate ended, and what it said on standard error. */
  record End(int exitCode, String error) {}

  /** Runs the gate here; {@code onLine} sees each line of its standard error. */
  End gate(Consumer<Said> onLine, String... arguments) throws Exception {
    return gate(folder, onLine, arguments);
  }

  /** Runs the gate in a folder, with the heap that the launcher gives it. */
  static End gate(Path folder, Consumer<Said> onLine, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(part -> Path.of(part).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-Xmx256m", "-cp", classPath, Main.class.getName(), "gate"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("GITHUB_STEP_SUMMARY");
    Process gate = builder.start();
    StringBuilder error = new StringBuilder();
    try (BufferedReader lines = gate.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        error.append(line).append('\n');
        onLine.accept(new Said(line, gate));
      }
    }
    return new End(gate.waitFor(), error.toString());
  }

  /** A line of the running gate. */
  record Said(String line, Process gate) {}

  JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("reports/gate/gate.json").toFile());
  }

  boolean hasReport() {
    return Files.exists(folder.resolve("reports/gate/gate.json"));
  }
}
