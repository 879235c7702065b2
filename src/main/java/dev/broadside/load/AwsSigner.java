package dev.broadside.load;

import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Signs requests to one service of AWS with Signature Version 4, each at its own time, by the SDK's
 * own signer.
 */
final class AwsSigner {
  private final Scope scope;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /**
   * What signatures are good for.
   *
   * @param key the scenario's key that asks for them
   */
  record Scope(String service, String region, String key) {}

  AwsSigner(Scope scope, AwsCredentialsProvider credentials, Clock clock) {
    this.scope = scope;
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * The signer with the credentials that the SDK finds, refused where it finds none. It asks for
   * them again before they expire; those of a container or an instance on a thread of its own, so
   * that nobody who signs waits for an answer.
   */
  static AwsSigner of(Scope scope) throws LoadException {
    AwsCredentialsProvider found =
        DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build();
    AwsSigner signer = new AwsSigner(scope, found, Clock.systemUTC());
    signer.credentials();
    return signer;
  }

  private AwsCredentials credentials() throws LoadException {
    try {
      return credentials.resolveCredentials();
    } catch (RuntimeException e) {
      // Not of one family: a process that gives none is an IllegalStateException. Its own words may
      // quote what that process printed.
      throw new LoadException(
          ("no AWS credentials were found for %s: set AWS_PROFILE (and sign in, if it is one of"
                  + " SSO), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
              .formatted(scope.key()),
          e);
    }
  }

  /** The request with its date, its signature and, for temporary credentials, their token. */
  SdkHttpRequest sign(SdkHttpRequest unsigned, byte[] body) throws LoadException {
    AwsCredentials now = credentials();
    return signer
        .sign(
            parameters ->
                parameters
                    .identity(now)
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
        .request();
  }
}
