package dev.broadside.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake carries to be let in, beside {@link Connect#query} and {@link Connect#headers}
 * and in the same form.
 *
 * @param query further parameters of the query string
 * @param headers further headers
 * @param tokens the file whose lines fill in <code>#{token}</code>, one for each connection, or
 *     {@code null}; only its name is ever kept
 * @param iam how each handshake is signed for AWS, or {@code null} when it is not
 */
public record Auth(
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable String tokens,
    @Nullable Iam iam) {

  /**
   * Signature Version 4, with the credentials that the AWS SDK finds.
   *
   * @param region what it is for, or {@code null} to read it off the stage's host
   */
  public record Iam(@Nullable String region) {}

  /** Without a signature. */
  public Auth(Map<String, String> query, Map<String, String> headers, @Nullable String tokens) {
    this(query, headers, tokens, null);
  }

  /** Nothing: everybody is let in. */
  public static final Auth NONE = new Auth(Map.of(), Map.of(), null);
}
