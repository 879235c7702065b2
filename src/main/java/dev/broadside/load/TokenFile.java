package dev.broadside.load;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that {@code connect.auth.tokens} names: a token a line, the first for {@code user-1}. No
 * message about it repeats what is in it.
 */
final class TokenFile {
  private TokenFile() {}

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Its first {@code needed} tokens.
   *
   * @param forHeaders whether a header carries them, which holds ASCII
   */
  static List<String> read(Path file, int needed, boolean forHeaders) throws LoadException {
    List<String> lines = lines(file);
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    if (lines.size() < needed) {
      throw new LoadException(
          "%s has %d tokens and this scenario needs %d, one for each subscriber, publisher and witness:"
                  .formatted(file, lines.size(), needed)
              + " add lines, or ask for fewer connections or witnesses");
    }
    List<String> tokens = new ArrayList<>(needed);
    for (String line : lines.subList(0, needed)) {
      String token = line.strip();
      if (token.isEmpty() || token.chars().anyMatch(Character::isISOControl)) {
        throw new LoadException(
            "%s: line %d is empty or has a control character: write one token a line"
                .formatted(file, tokens.size() + 1));
      }
      if (forHeaders && token.chars().anyMatch(character -> character > '~')) {
        throw new LoadException(
            "%s: line %d has a character that no header can carry: write tokens in ASCII, or put #{token} elsewhere"
                .formatted(file, tokens.size() + 1));
      }
      tokens.add(token);
    }
    return List.copyOf(tokens);
  }

  private static List<String> lines(Path file) throws LoadException {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      if (!lines.isEmpty() && lines.getFirst().startsWith(BYTE_ORDER_MARK)) {
        lines.set(0, lines.getFirst().substring(BYTE_ORDER_MARK.length()));
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new LoadException(
          "there is no file of tokens " + file + ": check connect.auth.tokens", e);
    } catch (CharacterCodingException e) {
      throw new LoadException("the file of tokens " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new LoadException(
          "the file of tokens " + file + " cannot be read: check who may read it", e);
    }
  }
}
