package dev.broadside.stage;

import dev.broadside.handlers.direct.Traffic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A post to each connection of a stage that asks for no signature. */
final class UnsignedPosts implements Traffic<String> {
  private final Iterator<String> ids;
  private final String text;

  UnsignedPosts(List<String> ids, String text) {
    this.ids = ids.iterator();
    this.text = text;
  }

  @Override
  public @Nullable String next() {
    return ids.hasNext() ? ids.next() : null;
  }

  @Override
  public long waitNanos() {
    return -1;
  }

  @Override
  public long attemptNanos() {
    return TimeUnit.SECONDS.toNanos(30);
  }

  @Override
  public int mostBytes(String id) {
    return 200 + id.length() + text.length();
  }

  @Override
  public void write(String id, ByteBuffer into) {
    String request =
        "POST /prod/@connections/%s HTTP/1.1\r\nhost: stage\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(id.replace("=", "%3D"), text.length(), text);
    into.put(request.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void answered(String id, int status) {
    if (status != 200) {
      throw new AssertionError("a post to " + id + " was answered " + status);
    }
  }

  @Override
  public void failed(String id, IOException failure) {
    throw new AssertionError("a post to " + id + " failed", failure);
  }
}
