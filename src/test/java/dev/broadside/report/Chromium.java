package dev.broadside.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless browser that opens one page and says what became of it. */
final class Chromium {
  private final Path program;
  private final Path home;

  private Chromium(Path program, Path home) {
    this.program = program;
    this.home = home;
  }

  /** The page after its scripts, and what the browser logged. */
  record Said(String dom, String log) {}

  /** The one on the PATH, if there is one; its files go below {@code home}. */
  static Optional<Chromium> onPath(Path home) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, home));
  }

  Said open(String page, String... options) throws IOException, InterruptedException {
    Path file = Files.writeString(home.resolve("page.html"), page);
    Path dom = home.resolve("dom.html");
    Path log = home.resolve("log.txt");
    Process browser =
        new ProcessBuilder(
                Stream.of(
                        List.of(
                            program.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--enable-logging=stderr",
                            "--window-size=1000,800",
                            "--user-data-dir=" + home.resolve("profile")),
                        List.of(options),
                        List.of("--dump-dom", file.toUri().toString()))
                    .flatMap(List::stream)
                    .toList())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      browser.waitFor();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return new Said(read(dom), read(log));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
