package dev.broadside.bench.jmh;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The finished rows of a benchmark, in {@code <name>.json} of its folder: {@code schema} and {@code
 * rows}. The file is written again after each row, whole or not at all, and is read first, so that
 * an interrupted benchmark goes on where it was.
 *
 * @param <R> what a row has shown, a record
 */
public final class Rows<R> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final String name;
  private final List<R> finished;

  private Rows(Path file, String name, List<R> finished) {
    this.file = file;
    this.name = name;
    this.finished = finished;
  }

  /** Those that the folder has. */
  public static <R> Rows<R> in(Path folder, String name, Class<R> type) throws IOException {
    Path file = folder.resolve(name + ".json");
    List<R> finished = new ArrayList<>();
    if (Files.exists(file)) {
      for (JsonNode row : JSON.readTree(file.toFile()).path("rows")) {
        finished.add(JSON.treeToValue(row, type));
      }
    }
    return new Rows<>(file, name, finished);
  }

  /** In the order in which they were measured. */
  public List<R> all() {
    return List.copyOf(finished);
  }

  /** The one whose {@code part} is {@code wanted}. */
  <P> Optional<R> find(Function<R, P> part, P wanted) {
    return finished.stream().filter(row -> part.apply(row).equals(wanted)).findFirst();
  }

  void add(R row) throws IOException {
    finished.add(row);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    JSON.writeValue(next.toFile(), json(name, finished));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the file says. */
  public static Map<String, @Nullable Object> json(String name, List<?> rows) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("schema", "broadside/%s/1".formatted(name));
    members.put("rows", rows.stream().map(Rows::members).toList());
    return members;
  }

  private static Map<String, @Nullable Object> members(Object row) {
    return JSON.convertValue(row, new TypeReference<>() {});
  }
}
