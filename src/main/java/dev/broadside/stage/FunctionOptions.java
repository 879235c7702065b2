package dev.broadside.stage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the functions of a stage are found, beyond what its template says.
 *
 * @param urls by name or logical id, the URLs of a function; each is an environment of its own
 * @param concurrency how many invocations at a time each URL of a function takes; one unless told
 * @param code jars and folders that come before the stage's own class path
 * @param checked whether a URL must answer when the stage starts
 */
record FunctionOptions(
    Map<String, List<FunctionUrl>> urls,
    Map<String, Integer> concurrency,
    List<Path> code,
    boolean checked) {
  static final FunctionOptions NONE = new FunctionOptions(Map.of(), Map.of(), List.of(), true);

  /** The options that may stand more than once. */
  static final List<String> REPEATABLE = List.of("--function", "--function-concurrency", "--code");

  private static final int MOST = 1_000;

  /** Reads the values of the repeatable options. */
  static FunctionOptions parse(Map<String, List<String>> repeated, boolean checked)
      throws StageException {
    Map<String, List<FunctionUrl>> urls = new LinkedHashMap<>();
    for (String value : repeated.getOrDefault("--function", List.of())) {
      String[] pair = pair("--function", value, "Function=http://127.0.0.1:9000");
      urls.computeIfAbsent(pair[0], name -> new ArrayList<>())
          .add(FunctionUrl.parse("--function", pair[1]));
    }
    Map<String, Integer> concurrency = new LinkedHashMap<>();
    for (String value : repeated.getOrDefault("--function-concurrency", List.of())) {
      String[] pair = pair("--function-concurrency", value, "Function=4");
      if (!pair[1].matches("[1-9]\\d{0,3}") || Integer.parseInt(pair[1]) > MOST) {
        throw new StageException(
            "--function-concurrency takes a number from 1 to %d, not '%s'".formatted(MOST, value));
      }
      if (!urls.containsKey(pair[0])) {
        throw new StageException(
            "--function-concurrency %s needs a --function %s=URL beside it"
                .formatted(value, pair[0]));
      }
      concurrency.put(pair[0], Integer.parseInt(pair[1]));
    }
    return new FunctionOptions(
        urls, concurrency, code(repeated.getOrDefault("--code", List.of())), checked);
  }

  private static String[] pair(String option, String value, String example) throws StageException {
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new StageException("%s takes %s, not '%s'".formatted(option, example, value));
    }
    return new String[] {value.substring(0, equals), value.substring(equals + 1)};
  }

  private static List<Path> code(List<String> values) throws StageException {
    List<Path> code = new ArrayList<>();
    for (String value : values) {
      Path path = Path.of(value).toAbsolutePath();
      if (!Files.isReadable(path)) {
        throw new StageException(
            "--code %s cannot be read: name a jar, or a folder of classes and jars"
                .formatted(value));
      }
      code.add(path);
    }
    return List.copyOf(code);
  }

  /**
   * The class path of function hosts. Of a folder it has what Lambda has of a deployment package:
   * the folder's classes and the jars in its {@code lib/}, and also jars directly in it.
   */
  String classPath(String own) {
    List<String> entries = new ArrayList<>();
    for (Path path : code) {
      entries.add(path.toString());
      if (Files.isDirectory(path)) {
        entries.add(path.resolve("*").toString());
        entries.add(path.resolve("lib").resolve("*").toString());
      }
    }
    entries.add(own);
    return String.join(File.pathSeparator, entries);
  }
}
