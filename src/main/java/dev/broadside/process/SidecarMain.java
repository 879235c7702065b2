package dev.broadside.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs a sidecar's own main class in a JVM that ends with its parent. Loaded beside the sidecar's
 * jars and nothing of ours but this package: {@code SidecarMain TEMPORARY-FOLDER MAIN-CLASS
 * ARGUMENT…}.
 */
public final class SidecarMain {
  private SidecarMain() {}

  /** Watches the parent, then hands over to the sidecar. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    TemporaryFolder temporary = new TemporaryFolder(Path.of(args[0]));
    Parent.listen(command -> {}, temporary::delete);
    temporary.create();
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    try {
      Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      System.err.println(args[1] + " failed: " + e.getCause());
      Runtime.getRuntime().halt(1);
    }
  }
}
