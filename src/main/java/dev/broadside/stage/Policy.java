package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An IAM policy as authorizers return it: what no statement allows is denied, and what one denies
 * is denied whatever the others say.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
record Policy(List<Statement> statements) {
  private static final Set<String> UNKNOWN =
      Set.of("Condition", "NotAction", "NotResource", "Principal", "NotPrincipal");

  /** A statement; names have {@code *} and {@code ?}. */
  record Statement(boolean allows, List<String> actions, List<String> resources) {
    boolean covers(String action, String resource) {
      String lower = action.toLowerCase(Locale.ROOT);
      return actions.stream().anyMatch(a -> Wildcards.match(a.toLowerCase(Locale.ROOT), lower))
          && resources.stream().anyMatch(pattern -> Wildcards.match(pattern, resource));
    }
  }

  /** A policy that cannot be evaluated. The message says why. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  static Policy read(JsonNode document) throws MalformedException {
    JsonNode statement = document.path("Statement");
    if (!statement.isArray() && !statement.isObject()) {
      throw new MalformedException("its policyDocument has no Statement");
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode one : statement.isArray() ? statement : List.of(statement)) {
      statements.add(statement(one));
    }
    return new Policy(List.copyOf(statements));
  }

  private static Statement statement(JsonNode node) throws MalformedException {
    for (var member : node.properties()) {
      if (UNKNOWN.contains(member.getKey())) {
        throw new MalformedException(
            "a Statement has " + member.getKey() + ", which the local stage does not evaluate");
      }
    }
    String effect = node.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new MalformedException("the Effect of a Statement is neither Allow nor Deny");
    }
    return new Statement(effect.equals("Allow"), texts(node, "Action"), texts(node, "Resource"));
  }

  /** One text or a list of them. */
  private static List<String> texts(JsonNode statement, String member) throws MalformedException {
    JsonNode value = statement.path(member);
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isTextual()) {
        throw new MalformedException("the " + member + " of a Statement is no text");
      }
      texts.add(one.textValue());
    }
    if (texts.isEmpty()) {
      throw new MalformedException("the " + member + " of a Statement is empty");
    }
    return List.copyOf(texts);
  }

  boolean allows(String action, String resource) {
    boolean allowed = false;
    for (Statement statement : statements) {
      if (statement.covers(action, resource)) {
        if (!statement.allows()) {
          return false;
        }
        allowed = true;
      }
    }
    return allowed;
  }
}
