package dev.broadside.handlers.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures are, byte for byte, those of the SDK's own signer. */
final class LikeTheSdkTest {
  private static final String HOST = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
  private static final String REGION = "eu-west-1";
  private static final String SERVICE = "execute-api";

  @Provide
  Arbitrary<String> ids() {
    Arbitrary<String> seen =
        Arbitraries.strings()
            .withCharRange('A', 'Z')
            .withCharRange('a', 'z')
            .numeric()
            .withChars('-', '_')
            .ofLength(15)
            .map(letters -> letters + "=");
    return Arbitraries.oneOf(seen, Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(24));
  }

  @Provide
  Arbitrary<Keys> keys() {
    Arbitrary<String> text = Arbitraries.strings().alpha().numeric().ofMinLength(1);
    Arbitrary<String> token = text.map(part -> part + "+/==").injectNull(0.5);
    return text.flatMap(
        id -> text.flatMap(secret -> token.map(with -> new Keys(id, secret, with))));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
  }

  private static AwsCredentialsIdentity identity(Keys keys) {
    String token = keys.sessionToken();
    return token == null
        ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey(), token);
  }

  private static SdkHttpRequest theirs(
      SdkHttpRequest.Builder request, byte[] body, Keys keys, Instant at) {
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.request(request.protocol("https").host(HOST).build())
                    .identity(identity(keys))
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request();
  }

  @Property(tries = 100)
  void aPostIsSignedLikeTheSdks(
      @ForAll("ids") String id,
      @ForAll("keys") Keys keys,
      @ForAll("instants") Instant at,
      @ForAll @Size(max = 300) byte[] body) {
    ByteBuffer written = ByteBuffer.allocate(8192);
    PostTemplate template =
        new PostTemplate(new Signer(REGION, SERVICE), keys, at, HOST, "/prod", body);
    template.write(id, written);
    assertEquals(true, written.position() <= template.mostBytes(id));
    String wire =
        new String(written.array(), 0, written.position() - body.length, StandardCharsets.UTF_8);
    assertEquals(
        true,
        Arrays.equals(
            body,
            Arrays.copyOfRange(
                written.array(), written.position() - body.length, written.position())));
    String[] lines = wire.split("\r\n", -1);
    String path = "/prod/@connections/" + Percent.encode(id);
    assertEquals("POST " + path + " HTTP/1.1", lines[0]);
    SdkHttpRequest theirs =
        theirs(
            SdkHttpRequest.builder().method(SdkHttpMethod.POST).encodedPath(path), body, keys, at);
    Map<String, String> expected = new TreeMap<>();
    theirs.forEachHeader(
        (name, values) -> expected.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    expected.put("content-length", "" + body.length);
    Map<String, String> sent =
        Arrays.stream(lines, 1, lines.length - 2)
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, TreeMap::new));
    assertEquals(expected, sent);
  }

  @Property(tries = 20)
  void aTemplateMayBeUsedAgain(@ForAll("ids") String first, @ForAll("ids") String second) {
    Keys keys = new Keys("id", "secret", null);
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    Signer signer = new Signer(REGION, SERVICE);
    PostTemplate used = new PostTemplate(signer, keys, at, HOST, "", new byte[3]);
    used.write(first, ByteBuffer.allocate(4096));
    ByteBuffer again = ByteBuffer.allocate(4096);
    used.write(second, again);
    ByteBuffer fresh = ByteBuffer.allocate(4096);
    new PostTemplate(signer, keys, at, HOST, "", new byte[3]).write(second, fresh);
    assertEquals(fresh.flip(), again.flip());
  }

  @Property(tries = 50)
  void headersAreSignedLikeTheSdks(@ForAll("keys") Keys keys, @ForAll("instants") Instant at) {
    Request request =
        new Request(
            "GET",
            HOST,
            "/prod/a%20b",
            new TreeMap<>(Map.of("room", "a b/+")),
            new TreeMap<>(Map.of("x-other", "two  spaces")),
            new byte[0]);
    SdkHttpRequest theirs =
        theirs(
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .encodedPath("/prod/a%20b")
                .putRawQueryParameter("room", "a b/+")
                .putHeader("x-other", "two  spaces"),
            new byte[0],
            keys,
            at);
    assertEquals(
        theirs.firstMatchingHeader("Authorization").orElseThrow(),
        new Signer(REGION, SERVICE).headers(keys, at, request).get("authorization"));
  }
}
