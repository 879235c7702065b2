package dev.broadside.handlers.sigv4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;

/**
 * A signed {@code POST @connections} of one message in one second, but for the connection id: the
 * bytes around it are ready, on the wire and in the canonical request, so that a post costs one
 * hash of some 500 bytes and one HMAC. For one thread.
 *
 * <p>The path is {@code /stage/@connections/AbC%3D} on the wire. API Gateway's canonical path
 * encodes that once more: {@code /stage/%40connections/AbC%253D}.
 */
public final class PostTemplate {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH = 32;

  private final byte[] head;
  private final byte[] middle;
  private final byte[] tail;
  private final byte[] canonicalHead;
  private final byte[] canonicalTail;
  private final byte[] toSign;
  private final MessageDigest digest = Sha256.digest();
  private final Mac mac;
  private final byte[] hash = new byte[HASH];
  private final byte[] hex = new byte[2 * HASH];

  /**
   * Prepares posts of {@code body}, to be signed as of {@code at}.
   *
   * @param stagePath the path of the stage, such as {@code /prod}, or empty, as it is on the wire
   */
  public PostTemplate(
      Signer signer, Keys keys, Instant at, String host, String stagePath, byte[] body) {
    SigningKey key = signer.key(keys, at);
    String payloadHash = HexFormat.of().formatHex(Sha256.of(body));
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", host);
    headers.put("x-amz-content-sha256", payloadHash);
    headers.put("x-amz-date", Signer.time(at));
    if (keys.sessionToken() != null) {
      headers.put("x-amz-security-token", keys.sessionToken());
    }
    String path = stagePath + "/@connections/";
    String canonical =
        Request.canonical(Request.of("POST", host, path, body), "", headers, payloadHash);
    int id = canonical.indexOf('\n', "POST\n".length());
    this.canonicalHead = bytes(canonical.substring(0, id));
    this.canonicalTail = bytes(canonical.substring(id));
    this.toSign = bytes(Signer.toSign(key, at));
    this.mac = Sha256.mac(key.key());
    this.head = bytes("POST " + path);
    StringBuilder lines = new StringBuilder(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
    lines.append("authorization: ").append(Signer.authorization(key, headers));
    this.middle = bytes(lines.toString());
    byte[] length = bytes("\r\ncontent-length: " + body.length + "\r\n\r\n");
    this.tail = ByteBuffer.allocate(length.length + body.length).put(length).put(body).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of the whole request to {@code connectionId}, at most. */
  public int mostBytes(String connectionId) {
    int id = 3 * 3 * connectionId.length();
    return head.length + id + middle.length + hex.length + tail.length;
  }

  /** Writes the whole request to {@code connectionId}. */
  public void write(String connectionId, ByteBuffer into) {
    String encoded = Percent.encode(connectionId);
    digest.update(canonicalHead);
    digest.update(bytes(Percent.encode(encoded)));
    digest.update(canonicalTail);
    mac.update(toSign);
    mac.update(hexOfDigest());
    byte[] signature = mac.doFinal();
    into.put(head).put(bytes(encoded)).put(middle).put(toHex(signature)).put(tail);
  }

  private byte[] hexOfDigest() {
    try {
      digest.digest(hash, 0, HASH);
      return toHex(hash);
    } catch (DigestException impossible) {
      throw new IllegalStateException("SHA-256 has another length", impossible);
    }
  }

  private byte[] toHex(byte[] bytes) {
    for (int i = 0; i < HASH; i++) {
      hex[2 * i] = HEX[(bytes[i] >> 4) & 0xF];
      hex[2 * i + 1] = HEX[bytes[i] & 0xF];
    }
    return hex;
  }
}
