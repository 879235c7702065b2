package dev.broadside.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds prices: the bundled list, or a file of one's own with the same entries. */
public final class PriceLists {
  private static final String BUNDLED = "us-east-1-2026-11-21";

  private PriceLists() {}

  /** The bundled list. */
  public static Prices bundled() {
    String file = "/prices/" + BUNDLED + ".yaml";
    try (InputStream in = PriceLists.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the bundled prices are missing: build again");
      }
      return PriceReader.read(BUNDLED, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (PriceException e) {
      throw new AssertionError("the bundled prices are broken", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The list in {@code file}, as {@code --prices} names it. */
  public static Prices read(Path file) throws PriceException {
    try {
      return PriceReader.read(file.toString(), file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new PriceException(
          "the prices %s cannot be read (%s): is it a YAML file in UTF-8?".formatted(file, e), e);
    }
  }
}
