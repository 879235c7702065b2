package dev.broadside.process;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a sidecar's own main class in a JVM that ends with its parent. Loaded beside the sidecar's
 * jars and nothing of ours but this package: {@code SidecarMain MAIN-CLASS ARGUMENT…}.
 */
public final class SidecarMain {
  private SidecarMain() {}

  /** Watches the parent, then hands over to the sidecar. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Parent.listen(command -> {}, () -> {});
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      System.err.println(args[0] + " failed: " + e.getCause());
      Runtime.getRuntime().halt(1);
    }
  }
}
