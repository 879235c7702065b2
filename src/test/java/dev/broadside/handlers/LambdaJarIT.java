package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.Template;
import dev.broadside.template.TemplateReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that ships to Lambda holds the handlers and what they need, and nothing else. */
final class LambdaJarIT {
  private static final Path JAR = Path.of("target", "broadside-handlers.jar");
  private static final long MOST_BYTES = 20L * 1024 * 1024;

  /* Packages of the dependencies that the shade plugin's white list lets in. */
  private static final String PACKAGES =
      "dev/broadside/handlers"
          + "|com/amazonaws/services/lambda/runtime"
          + "|com/fasterxml/jackson/(core|databind|annotation)"
          + "|software/amazon/(awssdk|eventstream)"
          + "|org/(reactivestreams|slf4j|publicsuffix/list)"
          + "|org/apache/hc/(client5|core5)";
  private static final Pattern CLASS =
      Pattern.compile("(META-INF/versions/\\d+/)?(" + PACKAGES + ")/.+\\.class");
  private static final Pattern OTHER =
      Pattern.compile(
          "META-INF/(?!versions/).+|("
              + PACKAGES
              + ")/.+|linux/[^/]+/glibc/.+|mime\\.types|VersionInfo\\.java");
  private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so|dll|dylib|jnilib)");

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .filter(Predicate.not(ZipEntry::isDirectory))
          .map(ZipEntry::getName)
          .toList();
    }
  }

  @Test
  void everyEntryIsTheHandlersOrADependencys() throws IOException {
    List<String> strangers =
        entries().stream()
            .filter(name -> !(name.endsWith(".class") ? CLASS : OTHER).matcher(name).matches())
            .toList();
    assertEquals(List.of(), strangers);
  }

  @Test
  void theStagesInterceptorIsNotInIt() throws IOException {
    assertEquals(
        List.of(),
        entries().stream().filter(name -> name.endsWith("/execution.interceptors")).toList());
  }

  @Test
  void nothingOfTheLoadGeneratorOrTheStageIsInIt() throws IOException {
    Pattern foreign =
        Pattern.compile(
            "(?i)(.*/)?(netty|gatling|scala|hdrhistogram|picocli|snakeyaml|logback)[/.].*");
    assertEquals(
        List.of(), entries().stream().filter(name -> foreign.matcher(name).matches()).toList());
  }

  @Test
  void theNativesAreThoseOfLambda() throws IOException {
    Set<String> natives = new HashSet<>(entries());
    natives.removeIf(name -> !NATIVE.matcher(name).matches());
    assertEquals(
        Set.of("linux/x86_64/glibc/libaws-crt-jni.so", "linux/armv8/glibc/libaws-crt-jni.so"),
        natives);
  }

  @Test
  void itIsSmallerThan20Megabytes() throws IOException {
    long bytes = Files.size(JAR);
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
  }

  @Test
  void theFunctionsOfTheTemplateLoadFromItAlone() throws Exception {
    List<Template.Function> functions =
        TemplateReader.readBundled("scan-chat", Map.of()).functions();
    assertEquals(3, functions.size());
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> handler = alone.loadClass("com.amazonaws.services.lambda.runtime.RequestHandler");
      for (Template.Function function : functions) {
        Class<?> type = Class.forName(function.handler(), true, alone);
        assertTrue(handler.isAssignableFrom(type), type + " is a RequestHandler");
        // Made as Lambda makes it, with what Lambda and the template put into its environment.
        var constructor = type.getDeclaredConstructor(Map.class);
        constructor.setAccessible(true);
        assertTrue(type.getConstructor().canAccess(null), type + " has a public constructor");
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("AWS_REGION", "us-east-1");
        ((AutoCloseable) constructor.newInstance(environment)).close();
      }
    }
  }
}
