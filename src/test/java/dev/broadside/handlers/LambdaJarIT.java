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
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar that ships to Lambda holds the handlers and what they need, and nothing else. */
final class LambdaJarIT {
  private static final Path JAR = Path.of("target", "broadside-handlers.jar");
  private static final long MOST_BYTES = 18_000_000;

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

  static List<String> designs() throws IOException {
    try (var files = Files.list(Path.of("src/main/deploy"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .filter(name -> !name.startsWith("conformance"))
          .toList();
    }
  }

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
  void whatOnlyTheToolAsksIsNotInIt() throws IOException {
    Pattern ofTheTool =
        Pattern.compile(
            "software/amazon/awssdk/services/(cloudwatch|sts|sso).*|.*/protocols/query/.*");
    assertEquals(
        List.of(), entries().stream().filter(name -> ofTheTool.matcher(name).matches()).toList());
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
  void itIsSmallerThan18Megabytes() throws IOException {
    long bytes = Files.size(JAR);
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
  }

  /** Or a rebuild would be another jar: CI builds it twice. */
  @Test
  void ourClassesAreAsOldAsTheReleaseAndNotAsTheBuild() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<LocalDateTime> times = new HashSet<>();
      jar.stream()
          .filter(entry -> entry.getName().startsWith("dev/broadside/"))
          .forEach(entry -> times.add(entry.getTimeLocal()));
      assertEquals(1, times.size(), times.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  @Tag("proof") // Run by .ci/proofs.
  void theFunctionsOfTheTemplateLoadFromItAlone(String design) throws Exception {
    List<Template.Function> functions = TemplateReader.readBundled(design, Map.of()).functions();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> handler = alone.loadClass("com.amazonaws.services.lambda.runtime.RequestHandler");
      for (Template.Function function : functions) {
        Class<?> type = Class.forName(function.handler(), true, alone);
        assertTrue(handler.isAssignableFrom(type), type + " is a RequestHandler");
        assertTrue(type.getConstructor().canAccess(null), type + " has a public constructor");
        if (!function.environment().isEmpty()) {
          makeAsLambdaDoes(type, function.environment());
        }
      }
    }
  }

  /** With what Lambda and the template put into the environment. */
  private static void makeAsLambdaDoes(Class<?> type, Map<String, String> declared)
      throws Exception {
    var constructor = type.getDeclaredConstructor(Map.class);
    constructor.setAccessible(true);
    Map<String, String> environment = new HashMap<>(declared);
    environment.put("AWS_REGION", "us-east-1");
    ((AutoCloseable) constructor.newInstance(environment)).close();
  }
}
