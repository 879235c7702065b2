package dev.broadside.load.dsl;

import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.internal.Expressions;
import scala.Function1;

/** A text with Gatling's EL in it, filled in from a user's session. */
final class Template {
  private final Function1<Session, Validation<String>> text;

  /** Gatling refuses a malformed one here, where it is declared. */
  Template(String text) {
    this.text = Expressions.toStringExpression(text);
  }

  String fill(Session session) throws UnfilledException {
    Validation<String> filled = text.apply(session);
    if (filled instanceof Success<String> success) {
      return success.value();
    }
    throw new UnfilledException(((Failure) (Validation<?>) filled).message());
  }

  /** A session lacks what a text needs; the message is Gatling's. */
  static final class UnfilledException extends Exception {
    private static final long serialVersionUID = 1;

    UnfilledException(String message) {
      super(message);
    }
  }
}
