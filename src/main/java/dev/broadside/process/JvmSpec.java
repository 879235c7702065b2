package dev.broadside.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What it takes to start a child JVM.
 *
 * @param name what messages call it
 * @param heap its {@code -Xmx}; the default, a quarter of the machine for each, would be too much
 * @param jvmOptions further options of the JVM
 * @param environment variables set beside those that this process has
 * @param log the file that its standard error (and a sidecar's standard output) is appended to, in
 *     a folder that is there: a run that was stopped meanwhile took its own away
 */
public record JvmSpec(
    String name,
    String mainClass,
    String classPath,
    String heap,
    List<String> jvmOptions,
    List<String> arguments,
    Map<String, String> environment,
    Path log) {

  /** A child that runs a main class of ours. */
  public static JvmSpec ours(
      String name, String mainClass, String heap, List<String> arguments, Path log) {
    String classPath = Installation.current().classPath();
    return new JvmSpec(name, mainClass, classPath, heap, List.of(), arguments, Map.of(), log);
  }

  /** The same with further options of the JVM. */
  public JvmSpec withJvmOptions(List<String> options) {
    return new JvmSpec(name, mainClass, classPath, heap, options, arguments, environment, log);
  }

  /** The same with environment variables. */
  public JvmSpec withEnvironment(Map<String, String> variables) {
    return new JvmSpec(name, mainClass, classPath, heap, jvmOptions, arguments, variables, log);
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(quietOptions());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** Options that keep a JVM from warning about Netty's and CRT's native access. */
  static List<String> quietOptions() {
    List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      // The switch exists from 23 on; older JVMs refuse to start with it.
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
