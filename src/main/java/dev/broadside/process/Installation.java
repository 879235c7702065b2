package dev.broadside.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Broadside's own files are. The class path of everything is {@code classes} and {@code lib}
 * of one folder, a checkout's {@code target/} or an unpacked archive, so that both are the same
 * files.
 *
 * @param folder holds {@code classes}, {@code lib} and {@code sidecars}
 */
public record Installation(Path folder) {

  /** The installation that this class was loaded from. */
  public static Installation current() {
    try {
      Path classes =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = classes.getParent();
      return new Installation(folder == null ? Path.of("") : folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path is no URI", e);
    }
  }

  /**
   * The class path for a child JVM of ours; before {@code mvn package} made {@code lib}, this
   * JVM's.
   */
  public String classPath() {
    Path lib = folder.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return System.getProperty("java.class.path", "");
    }
    return folder.resolve("classes") + File.pathSeparator + lib.resolve("*");
  }

  /** The folder that one sidecar's jars and native libraries were copied to. */
  public Path sidecar(String name) {
    return folder.resolve("sidecars").resolve(name);
  }
}
