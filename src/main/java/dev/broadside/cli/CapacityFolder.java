package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Environment;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a search leaves, in which {@code search.json} says what is searched. Until there
 * is an answer its name ends in {@code .partial}, and the next search of the same goes on in it.
 *
 * @param continued whether an interrupted search left it
 * @param startedAt when the first of them began
 */
record CapacityFolder(RunFolder folder, boolean continued, Instant startedAt) {
  private static final String ABOUT = "search.json";
  private static final String PID = "pid";
  private static final String STARTED = "startedAt";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A new one, or the newest that fits.
   *
   * @param asked all that makes a search another one
   * @param fresh never one that was left
   */
  static CapacityFolder open(
      Path reports, String scenario, Map<String, String> asked, boolean fresh) throws IOException {
    Map<String, @Nullable Object> about = new LinkedHashMap<>(asked);
    about.put("broadside", Version.current());
    about.put("environment", Environment.current());
    JsonNode wanted = JSON.readTree(JSON.writeValueAsBytes(about));
    String name = "capacity-" + scenario;
    Optional<Path> left = fresh ? Optional.empty() : left(reports, name + "-", wanted);
    Instant now = Instant.now();
    Instant started = left.isPresent() ? startedAt(left.get()) : now;
    RunFolder folder =
        left.isPresent() ? RunFolder.at(left.get()) : RunFolder.create(reports, name, now);
    about.put(STARTED, started.toString());
    about.put(PID, ProcessHandle.current().pid());
    folder.writeJson(ABOUT, about);
    Files.createDirectories(folder.path().resolve("points"));
    return new CapacityFolder(folder, left.isPresent(), started);
  }

  private static Instant startedAt(Path folder) throws IOException {
    return Instant.parse(JSON.readTree(folder.resolve(ABOUT).toFile()).path(STARTED).asText());
  }

  private static Optional<Path> left(Path reports, String prefix, JsonNode wanted)
      throws IOException {
    return NewestFolder.of(
        reports,
        prefix,
        folder ->
            RunFolder.isPartial(folder)
                && Files.exists(folder.resolve(ABOUT))
                && isLeft(JSON.readTree(folder.resolve(ABOUT).toFile()), wanted));
  }

  /** Whether it is of the same, and nobody is at work in it. */
  private static boolean isLeft(JsonNode said, JsonNode wanted) {
    long pid = said.path(PID).asLong();
    boolean alive =
        pid != ProcessHandle.current().pid()
            && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    boolean same = true;
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      same &= field.getValue().equals(said.path(field.getKey()));
    }
    return same && !alive;
  }

  Path path() {
    return folder.path();
  }

  /** Where the runs of its points go. */
  Path points() {
    return path().resolve("points");
  }
}
