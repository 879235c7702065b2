package dev.broadside.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that runs JMH: it takes JMH's own options after its last word. Each fork is one call
 * for one benchmark, so that the two forks of a pair are neighbours in time.
 */
final class JmhBench implements Bench {
  private static final Pattern PARAM = Pattern.compile("\\s+param \"(.+)\" = \\{(.*)\\}");

  private final String command;
  private final String pattern;
  private final Map<Side, Path> worktrees;
  private final Set<String> counters;
  private final Shell shell;

  JmhBench(
      String command,
      String pattern,
      Map<Side, Path> worktrees,
      Set<String> counters,
      Shell shell) {
    this.command = command;
    this.pattern = pattern;
    this.worktrees = worktrees;
    this.counters = counters;
    this.shell = shell;
  }

  private Path worktree(Side side) {
    return Objects.requireNonNull(worktrees.get(side));
  }

  @Override
  public SortedSet<BenchmarkId> list(Side side) throws GateException, InterruptedException {
    Shell.End end = shell.line(worktree(side), command, List.of("-lp", pattern));
    SortedSet<BenchmarkId> ids = parse(end.output());
    if (end.exitCode() != 0 || ids.isEmpty()) {
      throw new GateException(
          "the %s lists no benchmark for '%s' (%s): check --bench, and that the jmh command takes"
                  .formatted(side, pattern, shell.lastLine())
              + " JMH's options; its log is "
              + shell.log());
    }
    return ids;
  }

  /** Reads what {@code -lp} prints: a name a line, and below it a line for each parameter. */
  static SortedSet<BenchmarkId> parse(String listing) {
    SortedSet<BenchmarkId> ids = new TreeSet<>();
    List<BenchmarkId> open = new ArrayList<>();
    boolean begun = false;
    for (String line : listing.lines().toList()) {
      Matcher param = PARAM.matcher(line);
      if (!begun) {
        begun = line.startsWith("Benchmarks:");
      } else if (param.matches()) {
        open = each(open, param.group(1), List.of(param.group(2).split(", ", -1)));
      } else if (!line.isBlank()) {
        ids.addAll(open);
        open = List.of(new BenchmarkId(line.strip(), Map.of()));
      }
    }
    ids.addAll(open);
    return ids;
  }

  private static List<BenchmarkId> each(List<BenchmarkId> ids, String param, List<String> values) {
    List<BenchmarkId> all = new ArrayList<>();
    for (BenchmarkId id : ids) {
      for (String value : values) {
        Map<String, String> params = new TreeMap<>(id.params());
        params.put(param, value);
        all.add(new BenchmarkId(id.name(), params));
      }
    }
    return all;
  }

  @Override
  public Results fork(Side side, BenchmarkId id) throws GateException, InterruptedException {
    Path worktree = worktree(side);
    Path file = worktree.resolveSibling(side + "-fork.json");
    List<String> arguments = new ArrayList<>(List.of("-f", "1", "-foe", "true", "-prof", "gc"));
    arguments.addAll(List.of("-rf", "json", "-rff", file.toString()));
    id.params().forEach((param, value) -> arguments.addAll(List.of("-p", param + "=" + value)));
    arguments.add("^\\Q" + id.name() + "\\E$");
    Shell.End end = shell.line(worktree, command, arguments);
    if (end.exitCode() != 0) {
      throw new GateException(
          "a fork of %s on the %s failed (%s): see %s"
              .formatted(id, side, shell.lastLine(), shell.log()));
    }
    // Options that name the worktree differ between the sides by nothing else.
    String text =
        new String(JsonFile.bytes(file), StandardCharsets.UTF_8)
            .replace(worktree.toString(), "WORKTREE");
    remove(file);
    return ResultFiles.results(
        "the result of " + id + " on the " + side, text.getBytes(StandardCharsets.UTF_8), counters);
  }

  /** So that a fork that writes nothing is not taken for the one before it. */
  private static void remove(Path file) throws GateException {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new GateException(file + " cannot be removed (" + e + "): check who may", e);
    }
  }
}
