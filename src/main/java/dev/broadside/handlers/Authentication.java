package dev.broadside.handlers;

import java.util.Map;

/**
 * How notify learns who a connection belongs to; {@code BROADSIDE_AUTHENTICATION} names one in
 * lower case.
 */
enum Authentication {
  /** By the query parameter {@code token} of {@code $connect}: without a good one, 401. */
  QUERY,

  /** By a message, {@code authorize}: until a good one, nothing else is served. */
  AUTHORIZE;

  static Authentication read(Map<String, String> environment) {
    return Settings.choice(environment, "BROADSIDE_AUTHENTICATION", QUERY);
  }
}
