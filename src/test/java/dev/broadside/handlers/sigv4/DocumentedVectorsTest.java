package dev.broadside.handlers.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The examples that AWS documents, with the keys, the dates and the signatures that stand there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class DocumentedVectorsTest {
  private static final Keys KEYS =
      new Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
  private static final String TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeo"
          + "IYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0"
          + "wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FD"
          + "rypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  private static String signature(Request request, Map<String, String> headers) {
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", request.host());
    signed.put("x-amz-date", "20150830T123600Z");
    String header = new Signer("us-east-1", "service").authorization(KEYS, THEN, signed, request);
    return header.substring(header.indexOf("Signature=") + "Signature=".length());
  }

  private static Request suite(String method, String path) {
    return Request.of(method, "example.amazonaws.com", path, new byte[0]);
  }

  private static Request query(String path, String... pairs) {
    TreeMap<String, String> query = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      query.put(pairs[i], pairs[i + 1]);
    }
    return new Request("GET", "example.amazonaws.com", path, query, new TreeMap<>(), new byte[0]);
  }

  @Test
  void theKeyOfADayIsDerivedAsDocumented() {
    assertEquals(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        HexFormat.of().formatHex(SigningKey.derive(KEYS, "20150830", "us-east-1", "iam").key()));
  }

  @Test
  void listUsersIsSignedAsDocumented() {
    TreeMap<String, String> query =
        new TreeMap<>(Map.of("Action", "ListUsers", "Version", "2010-05-08"));
    Request request =
        new Request("GET", "iam.amazonaws.com", "/", query, new TreeMap<>(), new byte[0]);
    SortedMap<String, String> headers =
        new TreeMap<>(
            Map.of(
                "content-type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "host",
                "iam.amazonaws.com",
                "x-amz-date",
                "20150830T123600Z"));
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
            + " SignedHeaders=content-type;host;x-amz-date,"
            + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        new Signer("us-east-1", "iam").authorization(KEYS, THEN, headers, request));
  }

  @Test
  void theSuitesPlainRequestsAreSignedAsDocumented() {
    assertEquals(
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        signature(suite("GET", "/"), Map.of()));
    assertEquals(
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        signature(suite("POST", "/"), Map.of()));
    assertEquals(
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        signature(
            suite("GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
            Map.of()));
  }

  @Test
  void theSuitesQueryIsSortedAndSignedAsDocumented() {
    assertEquals(
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        signature(query("/", "Param2", "value2", "Param1", "value1"), Map.of()));
  }

  @Test
  void theSuitesSessionTokenIsSignedAsDocumented() {
    assertEquals(
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
        signature(suite("POST", "/"), Map.of("x-amz-security-token", TOKEN)));
  }

  @Test
  void withHalfAPairOfKeysNothingIsSigned() {
    assertThrows(IllegalArgumentException.class, () -> new Keys("AKIDEXAMPLE", " ", null));
    assertThrows(IllegalArgumentException.class, () -> new Keys("", "secret", null));
  }

  @Test
  void keysPrintNoSecret() {
    assertEquals("Keys[id]", new Keys("id", "hidden", "hiddenToo").toString());
    SigningKey key = SigningKey.derive(new Keys("id", "hidden", "hiddenToo"), "20150830", "r", "s");
    assertFalse(key.toString().contains("hidden"));
  }

  @Test
  void aKeyIsKeptForItsDayAndItsCredentials() {
    Signer signer = new Signer("us-east-1", "execute-api");
    SigningKey first = signer.key(KEYS, THEN);
    assertEquals(first, signer.key(KEYS, THEN.plus(Duration.ofHours(11))));
    assertEquals("20150831", signer.key(KEYS, THEN.plus(Duration.ofHours(12))).day());
    Keys rotated = new Keys("AKIDEXAMPLE", "another", null);
    assertEquals(rotated, signer.key(rotated, THEN).keys());
  }
}
