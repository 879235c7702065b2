package dev.broadside.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A scenario file as text, or the sentence that says why it is none. */
final class ScenarioFile {
  /** A megabyte; a scenario is a page, and who names a log by mistake should not wait. */
  private static final int MOST_BYTES = 1 << 20;

  private ScenarioFile() {}

  /** The file's name without its ending. */
  static String name(Path file) {
    Path last = file.getFileName();
    return last == null ? "scenario" : last.toString().replaceFirst("\\.(ya?ml|json)$", "");
  }

  static String text(Path file) throws ScenarioException {
    Position at = new Position(file.toString());
    if (Files.isDirectory(file)) {
      throw at.error("this is a directory: name a scenario file in it");
    }
    byte[] bytes = bytes(file, at);
    if (bytes.length > MOST_BYTES) {
      throw at.error("the file is larger than 1 MB, as no scenario is: name a scenario file");
    }
    String text = decode(bytes);
    if (text == null || text.chars().anyMatch(ScenarioFile::isBinary)) {
      throw at.error("the file is not UTF-8 text: name a scenario file, which is YAML");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static byte[] bytes(Path file, Position at) throws ScenarioException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw at.error("there is no such file: check the path");
    } catch (IOException e) {
      throw at.error("the file cannot be read: check who may read it");
    }
  }

  private static @Nullable String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isBinary(int character) {
    return Character.isISOControl(character)
        && character != '\t'
        && character != '\n'
        && character != '\r'
        && character != '\u0085';
  }
}
