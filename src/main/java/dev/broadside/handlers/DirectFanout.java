package dev.broadside.handlers;

import dev.broadside.handlers.direct.Endpoint;
import dev.broadside.handlers.direct.Loop;
import dev.broadside.handlers.sigv4.Keys;
import dev.broadside.handlers.sigv4.PostTemplate;
import dev.broadside.handlers.sigv4.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Posts without the SDK: kept connections, one signature a post, and all of it on the invoking
 * thread. Only the credentials come from where the SDK finds them.
 */
final class DirectFanout implements Fanout {
  private final int concurrency;
  private final Signer signer;
  private final Clock clock;
  private final AwsCredentialsProvider credentials;
  private final Map<URI, Loop<Post>> loops = new HashMap<>();

  DirectFanout(Settings settings) {
    this(settings, DefaultCredentialsProvider.builder().build(), Clock.systemUTC());
  }

  DirectFanout(Settings settings, AwsCredentialsProvider credentials, Clock clock) {
    this.concurrency = settings.concurrency();
    this.signer = new Signer(settings.region().id(), "execute-api");
    this.credentials = credentials;
    this.clock = clock;
    prime();
  }

  /* Credentials, SHA-256 and HMAC are found and loaded during init, not by the first broadcast. */
  private void prime() {
    try {
      SdkBytes message = SdkBytes.fromUtf8String("");
      Endpoint nobody = new Endpoint(true, "localhost", 443, "");
      PostTemplate template = template(nobody, message, clock.instant());
      template.write("A=", ByteBuffer.allocate(template.mostBytes("A=")));
    } catch (RuntimeException noCredentials) {
      // They may come later; the post that needs them says so if not.
      return;
    }
  }

  @Override
  public void post(URI endpoint, SdkBytes message, Posts posts) {
    Endpoint server = Endpoint.of(endpoint);
    Loop<Post> loop = loops.computeIfAbsent(endpoint, at -> open(server));
    posts.onFound(loop::wakeup);
    loop.run(new SignedPosts(posts, clock, second -> template(server, message, second)));
  }

  private Loop<Post> open(Endpoint server) {
    try {
      return Loop.to(server, concurrency);
    } catch (IOException failure) {
      throw new UncheckedIOException("No selector can be opened", failure);
    }
  }

  /* Asked once a second, so that credentials that rotate are used within a second. */
  private PostTemplate template(Endpoint server, SdkBytes message, Instant second) {
    AwsCredentialsIdentity found = credentials.resolveCredentials();
    String token =
        found instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null;
    Keys keys = new Keys(found.accessKeyId(), found.secretAccessKey(), token);
    return new PostTemplate(
        signer, keys, second, server.hostHeader(), server.path(), message.asByteArrayUnsafe());
  }

  @Override
  public void close() {
    loops.values().forEach(Loop::close);
  }
}
