package dev.broadside.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The logs of a stage and its function hosts as they grow, line by line behind the name of their
 * file, so that a developer sees what a handler printed and where it threw.
 */
final class FollowedLogs implements AutoCloseable {
  private static final String FILES = "{stage,functions-*}.log";
  private static final long LOOK_EVERY_MILLIS = 100;

  /** So much of one file at a time; a handler in a loop must not fill this process. */
  private static final int MOST = 1 << 20;

  private final Path folder;
  private final PrintStream out;
  private final Map<Path, Log> logs = new LinkedHashMap<>();
  private final Thread thread = new Thread(this::follow, "logs");
  private volatile boolean closing;

  FollowedLogs(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** One file: how far it was read, and the line that has no end yet. */
  private static final class Log {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long read;
  }

  FollowedLogs start() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void follow() {
    try {
      while (!closing) {
        look();
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints the lines that came since the last look. */
  synchronized void look() {
    for (Path file : files()) {
      Log log = logs.computeIfAbsent(file, path -> new Log());
      try (SeekableByteChannel channel = Files.newByteChannel(file).position(log.read);
          InputStream input = Channels.newInputStream(channel)) {
        byte[] bytes = input.readNBytes(MOST);
        log.read += bytes.length;
        print(file, log, bytes);
      } catch (IOException e) {
        System.getLogger(FollowedLogs.class.getName())
            .log(System.Logger.Level.DEBUG, file + " is gone", e);
      }
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
      found.forEach(files::add);
    } catch (IOException e) {
      System.getLogger(FollowedLogs.class.getName())
          .log(System.Logger.Level.DEBUG, folder + " is gone", e);
    }
    Collections.sort(files);
    return files;
  }

  private void print(Path file, Log log, byte[] bytes) {
    String name = String.valueOf(file.getFileName()).replace(".log", "");
    for (byte each : bytes) {
      if (each == '\n') {
        out.println(name + " | " + log.line.toString(StandardCharsets.UTF_8).stripTrailing());
        log.line.reset();
      } else {
        log.line.write(each);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    look();
  }
}
