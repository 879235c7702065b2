package dev.broadside.stage.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@code $util}: conversions of texts, all in UTF-8. */
final class UtilVariable implements Receiver {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public @Nullable Object property(String name) {
    return null;
  }

  @Override
  public @Nullable Object call(Arguments arguments) {
    return switch (arguments.signature()) {
      case "escapeJavaScript/1" -> escaped(arguments);
      case "parseJson/1" -> parsed(arguments.text(0));
      case "urlEncode/1" -> made(URLEncoder.encode(arguments.text(0), UTF_8), arguments);
      case "urlDecode/1" -> URLDecoder.decode(arguments.text(0), UTF_8);
      case "base64Encode/1" ->
          made(Base64.getEncoder().encodeToString(arguments.text(0).getBytes(UTF_8)), arguments);
      case "base64Decode/1" -> decoded(arguments.text(0));
      default -> null;
    };
  }

  private static String made(String text, Arguments arguments) {
    arguments.budget().grow(0, text.length());
    return text;
  }

  private static @Nullable Object parsed(String text) {
    try {
      return Json.read(text);
    } catch (IOException notJson) {
      throw new RenderingStop("$util.parseJson got no JSON: '%.60s'.".formatted(text));
    }
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new RenderingStop("$util.base64Decode got no Base64: '%.60s'.".formatted(text));
    }
  }

  /** Escapes single quotes too, which JSON does not allow; AWS documents how to undo that. */
  private static String escaped(Arguments arguments) {
    StringBuilder escaped = new StringBuilder();
    for (char c : arguments.text(0).toCharArray()) {
      switch (c) {
        case '"', '\'', '\\', '/' -> escaped.append('\\').append(c);
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            escaped.append("\\u").append(HEX.toHexDigits(c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return made(escaped.toString(), arguments);
  }
}
