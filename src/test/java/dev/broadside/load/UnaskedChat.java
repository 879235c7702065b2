package dev.broadside.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** scan-chat without its {@code $connect} and {@code $disconnect}: whoever comes is let in. */
final class UnaskedChat {
  private UnaskedChat() {}

  static String template() throws IOException {
    String chat = Files.readString(Path.of("src/main/deploy/scan-chat.yaml"));
    String unasked =
        chat.replace("RouteKey: $connect", "RouteKey: come")
            .replace("RouteKey: $disconnect", "RouteKey: go");
    if (unasked.length() != chat.length() - "$connect".length() - "$disconnect".length() + 6) {
      throw new IOException("scan-chat.yaml has other routes than it had");
    }
    return unasked;
  }
}
