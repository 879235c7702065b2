package dev.broadside.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run leaves. It grows under a name that ends in {@code .partial} and is moved
 * once it is whole, so a folder without that ending is whole, and a killed run leaves what it had.
 */
public final class RunFolder {
  private static final int DELETE_ATTEMPTS = 20;
  private static final String PARTIAL = ".partial";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path partial;

  private RunFolder(Path partial) {
    this.partial = partial;
  }

  /** Makes {@code <scenario>-<time>[-2].partial} under {@code reports}. */
  public static RunFolder create(Path reports, String scenario, Instant start) throws IOException {
    Files.createDirectories(reports);
    String base = scenario + "-" + TIME.format(start);
    for (int attempt = 1; ; attempt++) {
      String name = attempt == 1 ? base : base + "-" + attempt;
      if (Files.exists(reports.resolve(name))) {
        continue;
      }
      try {
        RunFolder folder = new RunFolder(Files.createDirectory(reports.resolve(name + PARTIAL)));
        Files.createDirectory(folder.logs());
        return folder;
      } catch (FileAlreadyExistsException e) {
        // Another run of the same second has it: the next number.
      }
    }
  }

  /** The partial folder that another process made. */
  public static RunFolder at(Path partial) {
    return new RunFolder(partial);
  }

  /** Where the run's files go while it grows. */
  public Path path() {
    return partial;
  }

  /** Whether a folder's name says that it is not whole. */
  public static boolean isPartial(Path folder) {
    return folder.toString().endsWith(PARTIAL);
  }

  /** Where the logs of the injector and of all that it starts go. */
  public Path logs() {
    return partial.resolve("logs");
  }

  /** Writes {@code summary.json}, whole or not at all. */
  public void writeSummary(RunSummary summary) throws IOException {
    writeJson("summary.json", summary);
  }

  /** Writes a JSON file, whole or not at all. */
  public void writeJson(String name, Object value) throws IOException {
    Path temporary = partial.resolve(name + ".tmp");
    Files.write(temporary, JSON.writeValueAsBytes(value));
    Files.move(
        temporary,
        partial.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Removes it, since nothing was measured. Processes that end meanwhile may remove files of their
   * own there, or finish writing one.
   */
  public void delete() throws IOException {
    remove(partial);
  }

  /** Removes a folder of the run, against somebody who still writes there. */
  public static void remove(Path folder) throws IOException {
    for (int attempt = 1; Files.exists(folder); attempt++) {
      try {
        Files.walkFileTree(folder, new Remover());
      } catch (DirectoryNotEmptyException e) {
        if (attempt == DELETE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /** Takes the {@code .partial} away: the folder is whole. */
  public Path finish() throws IOException {
    String name = partial.getFileName().toString();
    Path whole = partial.resolveSibling(name.substring(0, name.length() - PARTIAL.length()));
    return Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
  }
}
