package dev.broadside.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files of both sides, as {@code --results} names them: JMH's JSON, a run's {@code
 * summary.json}, or a folder of such. The same content twice is refused, across the sides too: a
 * file compared with itself would always pass.
 */
final class ResultFiles {
  private final Set<String> counters;
  private final Mixed mixed;
  private final Set<Content> seen = new HashSet<>();

  private record Content(long length, long checksum) {}

  ResultFiles(Set<String> counters, Mixed mixed) {
    this.counters = counters;
    this.mixed = mixed;
  }

  /** The results of one side. */
  Results read(String side, List<Path> named) throws GateException {
    Results all = new Results();
    for (Path file : files(named)) {
      byte[] bytes = JsonFile.bytes(file);
      if (!seen.add(content(bytes))) {
        throw new GateException(
            file + " holds what another file here holds too: give each measurement once");
      }
      all.addAll(side, results(file.toString(), bytes, counters), mixed);
    }
    return all;
  }

  /** One file's results, of either kind. */
  static Results results(String file, byte[] bytes, Set<String> counters) throws GateException {
    JsonNode root = JsonFile.parse(file, bytes);
    return RunReader.isRun(root)
        ? new RunReader(file).read(root)
        : new JmhReader(file, counters).read(root);
  }

  private static Content content(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return new Content(bytes.length, checksum.getValue());
  }

  private static List<Path> files(List<Path> named) throws GateException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(inside(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /** A run folder has one file; a folder of results has many, or run folders. */
  private static List<Path> inside(Path folder) throws GateException {
    Path own = folder.resolve("summary.json");
    if (Files.exists(own)) {
      return List.of(own);
    }
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> files =
          children
              .map(child -> Files.isDirectory(child) ? child.resolve("summary.json") : child)
              .filter(child -> child.toString().endsWith(".json") && Files.exists(child))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new GateException(folder + " holds no results: name a folder with JSON files");
      }
      return files;
    } catch (IOException e) {
      throw new GateException(folder + " cannot be read (" + e + "): check its permissions", e);
    }
  }
}
