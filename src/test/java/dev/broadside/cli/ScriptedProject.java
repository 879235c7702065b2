package dev.broadside.cli;

import dev.broadside.gate.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small repository with a gate file, whose "JMH" is a script that has measured already: always
 * the same time, and as many bytes as the file {@code bytes} of the commit says.
 */
record ScriptedProject(GitRepository repository) {
  private static final String JMH =
      """
      #!/bin/sh
      case "$*" in *-lp*) printf 'Benchmarks: \\nforeign.Fanout.post\\n'; exit 0 ;; esac
      while [ "$1" != -rff ]; do shift; done
      cat >"$2" <<END
      [{"jmhVersion": "1.37", "benchmark": "foreign.Fanout.post", "mode": "avgt", "threads": 1, "forks": 1,
        "jvmArgs": [], "jdkVersion": "25", "vmName": "VM", "vmVersion": "1", "measurementIterations": 1,
        "primaryMetric": {"score": 100, "scoreUnit": "ns/op", "rawData": [[100]]},
        "secondaryMetrics": {"gc.alloc.rate.norm": {"scoreUnit": "B/op", "rawData": [[$(cat bytes)]]}}}]
      END
      """;

  static ScriptedProject create(Path folder) throws Exception {
    ScriptedProject project = new ScriptedProject(GitRepository.create(folder));
    Files.writeString(folder.resolve("jmh.sh"), JMH);
    Files.writeString(
        folder.resolve("broadside-gate.yaml"), "build: test -f bytes\njmh: sh jmh.sh\n");
    Files.writeString(folder.resolve(".gitignore"), "reports/\nci/\ngate-history.jsonl\n");
    project.commit(120);
    return project;
  }

  void commit(int bytes) throws Exception {
    Files.writeString(repository.folder().resolve("bytes"), Integer.toString(bytes));
    repository.commit();
  }

  /** What a shell said, both streams. */
  record End(int exitCode, String said) {}

  /** Runs a script here as a step of CI does: bash, which ends at the first failure. */
  End bash(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script))
            .directory(repository.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().remove("GITHUB_STEP_SUMMARY");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process shell = builder.start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(shell.waitFor(), said);
  }
}
