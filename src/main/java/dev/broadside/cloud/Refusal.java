package dev.broadside.cloud;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Why AWS did not answer, in a sentence. Its own words are left out: they name the account and the
 * role.
 */
final class Refusal {
  private Refusal() {}

  static String sentence(String what, AwsServiceException e, String permission) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return sentence(what, code == null ? "HTTP " + e.statusCode() : code, permission);
  }

  /** The codes of denial are not the same in every service. */
  static String sentence(String what, String code, String permission) {
    boolean denied =
        code.contains("AccessDenied") || code.contains("NotAuthorized") || code.equals("HTTP 403");
    return denied
        ? "%s are unknown: these credentials lack %s.".formatted(what, permission)
        : "%s are unknown: AWS answered %s; check the names, the region and whether the credentials have expired."
            .formatted(what, code);
  }

  static String unreachable(String service, String region) {
    return "%s in %s could not be reached: check the region and the way there."
        .formatted(service, region);
  }
}
