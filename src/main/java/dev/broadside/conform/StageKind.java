package dev.broadside.conform;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kind of stage answered, and how that was told.
 *
 * @param clue the sign that decided
 */
public record StageKind(Kind kind, String clue) {
  private static final Pattern AWS_HOST =
      Pattern.compile("[a-z0-9]+\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern AWS_ID = Pattern.compile("[A-Za-z0-9_-]{15}=");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** The kinds that can be told apart. */
  public enum Kind {
    /** Ours. */
    LOCAL("local stage of Broadside"),
    /** The real one. */
    AWS("API Gateway"),
    /** The emulator of that name. */
    SERVERLESS_OFFLINE("serverless-offline"),
    /** Another one. */
    UNKNOWN("stage of unknown make");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a sentence calls it. */
    public String words() {
      return words;
    }
  }

  /**
   * What a stage shows of itself.
   *
   * @param plain the answer to a GET without an upgrade, or null where there was none
   * @param apiId as its events have it, or empty
   * @param connectionId one that it gave, or empty
   */
  record Signs(URI url, @Nullable Answer plain, String apiId, String connectionId) {}

  static StageKind of(Signs signs) {
    String host = signs.url.getHost();
    if (host != null && AWS_HOST.matcher(host).matches()) {
      return new StageKind(Kind.AWS, "the host " + host);
    }
    Answer plain = signs.plain;
    if (plain != null && plain.header("x-amz-apigw-id") != null) {
      return new StageKind(Kind.AWS, "the header x-amz-apigw-id");
    }
    boolean awsId = AWS_ID.matcher(signs.connectionId).matches();
    if (signs.apiId.startsWith("local") && awsId) {
      return new StageKind(Kind.LOCAL, "apiId " + signs.apiId + " in its events");
    }
    if (signs.apiId.equals("private") || UUID.matcher(signs.connectionId).matches()) {
      return new StageKind(Kind.SERVERLESS_OFFLINE, "connection ids that are UUIDs");
    }
    if (awsId && !signs.apiId.isEmpty()) {
      return new StageKind(Kind.AWS, "ids in AWS's form, apiId " + signs.apiId);
    }
    return new StageKind(
        Kind.UNKNOWN,
        signs.connectionId.isEmpty()
            ? "it showed no event, and its host says nothing"
            : "connection ids like " + Said.shortened(signs.connectionId));
  }
}
