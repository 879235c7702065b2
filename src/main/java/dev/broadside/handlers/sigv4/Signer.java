package dev.broadside.handlers.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signs requests for one service in one region. Any thread may. */
public final class Signer {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  private final String region;
  private final String service;

  /** The last one: it is good for a day, unless the credentials rotate. */
  private volatile @Nullable SigningKey last;

  /** A signer for {@code service}, {@code execute-api} for instance. */
  public Signer(String region, String service) {
    this.region = region;
    this.service = service;
  }

  SigningKey key(Keys keys, Instant at) {
    String day = SigningKey.day(at);
    SigningKey known = last;
    if (known != null && known.day().equals(day) && known.keys().equals(keys)) {
      return known;
    }
    SigningKey derived = SigningKey.derive(keys, day, region, service);
    last = derived;
    return derived;
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /**
   * The headers that the request needs beside its own and {@code host}. Nothing that ships asks for
   * them: they check this arithmetic, and that of the SDK's signer, against each other.
   */
  public SortedMap<String, String> headers(Keys keys, Instant at, Request request) {
    String payloadHash = HEX.formatHex(Sha256.of(request.body()));
    SortedMap<String, String> added = new TreeMap<>();
    added.put("x-amz-date", time(at));
    added.put("x-amz-content-sha256", payloadHash);
    if (keys.sessionToken() != null) {
      added.put("x-amz-security-token", keys.sessionToken());
    }
    added.put("authorization", authorization(keys, at, signed(request, added), request));
    return added;
  }

  private static SortedMap<String, String> signed(
      Request request, SortedMap<String, String> added) {
    SortedMap<String, String> signed = new TreeMap<>(request.headers());
    signed.put("host", request.host());
    signed.putAll(added);
    return signed;
  }

  /** The header for exactly these signed headers. */
  String authorization(
      Keys keys, Instant at, SortedMap<String, String> signedHeaders, Request request) {
    SigningKey key = key(keys, at);
    String canonical =
        Request.canonical(
            request,
            Request.canonicalQuery(request.query()),
            signedHeaders,
            HEX.formatHex(Sha256.of(request.body())));
    return authorization(key, signedHeaders) + signature(key, at, canonical);
  }

  /** The header up to its signature. */
  static String authorization(SigningKey key, SortedMap<String, String> signedHeaders) {
    return ALGORITHM
        + " Credential="
        + key.credential()
        + ", SignedHeaders="
        + String.join(";", signedHeaders.keySet())
        + ", Signature=";
  }

  private static String signature(SigningKey key, Instant at, String canonical) {
    byte[] hash = Sha256.of(canonical.getBytes(StandardCharsets.UTF_8));
    return HEX.formatHex(Sha256.mac(key.key(), toSign(key, at) + HEX.formatHex(hash)));
  }

  /** The string to sign, up to the hash of the canonical request. */
  static String toSign(SigningKey key, Instant at) {
    return ALGORITHM + "\n" + time(at) + "\n" + key.scope() + "\n";
  }
}
