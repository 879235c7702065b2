package dev.broadside.handlers.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * AWS credentials. What they print as tells the access key's id alone, which is no secret.
 *
 * @param sessionToken what goes with temporary keys, or null
 */
public record Keys(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

  /** Refuses half a pair of keys: nothing can be signed with it. */
  public Keys {
    if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
      throw new IllegalArgumentException(
          "Credentials without an access key id or without a secret sign nothing: set both.");
    }
  }

  @Override
  public String toString() {
    return "Keys[" + accessKeyId + "]";
  }
}
