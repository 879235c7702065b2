package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The archive that {@code mvn package} makes, unpacked where no checkout is. */
record UnpackedArchive(Path home, List<String> names) {

  static UnpackedArchive in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> archives =
          files.filter(file -> file.toString().matches(".*broadside-[^/]*[.]zip")).toList();
      assertEquals(1, archives.size(), "run mvn package first: " + archives);
      return unpacked(archives.getFirst(), folder);
    }
  }

  private static UnpackedArchive unpacked(Path archive, Path folder) throws IOException {
    Map<String, Boolean> modes = Map.of("enablePosixFileAttributes", true);
    try (FileSystem zip = FileSystems.newFileSystem(archive, modes);
        Stream<Path> walk = Files.walk(zip.getPath("/"))) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Path to = folder.resolve(file.toString().substring(1));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(file));
      }
      String top = files.getFirst().getName(0).toString();
      return new UnpackedArchive(
          folder.resolve(top),
          files.stream().map(file -> file.subpath(1, file.getNameCount()).toString()).toList());
    }
  }
}
