package dev.broadside.handlers.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What signatures of one day are made with: derived from the secret, the day, the region and the
 * service by four HMACs, and so worth keeping for the day.
 *
 * @param scope {@code day/region/service/aws4_request}
 */
record SigningKey(Keys keys, String day, String scope, byte[] key) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
  private static final String END = "aws4_request";

  static String day(Instant at) {
    return DAY.format(at);
  }

  static SigningKey derive(Keys keys, String day, String region, String service) {
    byte[] secret = ("AWS4" + keys.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    byte[] ofDay = Sha256.mac(secret, day);
    byte[] ofRegion = Sha256.mac(ofDay, region);
    byte[] ofService = Sha256.mac(ofRegion, service);
    String scope = String.join("/", day, region, service, END);
    return new SigningKey(keys, day, scope, Sha256.mac(ofService, END));
  }

  String credential() {
    return keys.accessKeyId() + "/" + scope;
  }

  @Override
  public String toString() {
    return "SigningKey[" + credential() + "]";
  }
}
