package dev.broadside.stage;

/**
 * The credentials that function hosts get and that signed calls of {@code @connections} must carry.
 * They open nothing outside this machine; the user's own keys must never get here. DynamoDB Local
 * accepts letters and digits only.
 */
final class LocalCredentials {
  static final String ACCESS_KEY = "local";
  static final String SECRET_KEY = "local";
  static final String REGION = "us-east-1";

  private LocalCredentials() {}
}
