package dev.broadside.stage;

import dev.broadside.stage.mapping.MappingException;
import dev.broadside.stage.mapping.MappingTemplate;
import dev.broadside.stage.mapping.SelectionExpression;
import dev.broadside.stage.mapping.TemplateChoice;
import dev.broadside.template.Integration;
import dev.broadside.template.Integration.Mapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A mapped integration whose templates were read: what a message becomes for its target, and what
 * the target's answer becomes for the client.
 */
record Mapping(
    Mapped declared,
    Templates requests,
    TemplateChoice.Behavior passthrough,
    List<Response> responses) {
  static final String STATUS = "integration.response.statuscode";

  /** Templates and the expression that picks one. */
  record Templates(Map<String, MappingTemplate> byKey, SelectionExpression selection) {
    TemplateChoice choose(
        String requestBody, Map<String, String> others, TemplateChoice.Behavior behavior)
        throws MappingException {
      return TemplateChoice.of(byKey, selection.key(requestBody, others), behavior);
    }
  }

  /** What becomes of answers with this status; without one, of all others. */
  record Response(@Nullable Pattern status, Templates templates) {}

  static Mapping of(String routeKey, Mapped mapped) throws StageException {
    String who = "route " + routeKey + ", integration " + mapped.logicalId() + ": ";
    Targets.refuseWhatIsNotCalled(who, mapped.target());
    refuseBinary(who, mapped.contentHandling());
    List<Response> responses = new ArrayList<>();
    for (Integration.Response response : mapped.responses()) {
      refuseBinary(who, response.contentHandling());
      responses.add(
          new Response(
              pattern(who, response.key()), templates(who, response.templates(), Set.of(STATUS))));
    }
    return new Mapping(
        mapped,
        templates(who, mapped.requests(), Set.of()),
        TemplateChoice.Behavior.valueOf(mapped.passthrough().name()),
        List.copyOf(responses));
  }

  /** Frames and templates are text here. */
  private static void refuseBinary(String who, Integration.@Nullable ContentHandling handling)
      throws StageException {
    if (handling == Integration.ContentHandling.CONVERT_TO_BINARY) {
      throw new StageException(
          who + "CONVERT_TO_BINARY is not supported: leave out ContentHandlingStrategy");
    }
  }

  /** {@code /5\d\d/} as a pattern, or null for {@code $default}. */
  private static @Nullable Pattern pattern(String who, String key) throws StageException {
    if (key.equals(TemplateChoice.DEFAULT)) {
      return null;
    }
    try {
      return Pattern.compile(key.substring(1, key.length() - 1));
    } catch (PatternSyntaxException wrong) {
      throw new StageException(
          who + "the IntegrationResponseKey " + key + " is no pattern: " + wrong.getDescription());
    }
  }

  private static Templates templates(
      String who, Integration.Templates declared, Set<String> variables) throws StageException {
    Map<String, MappingTemplate> byKey = new HashMap<>();
    String selection = declared.selection();
    try {
      for (var text : declared.byKey().entrySet()) {
        byKey.put(
            text.getKey(), MappingTemplate.parse(text.getValue().name(), text.getValue().text()));
      }
      SelectionExpression expression =
          SelectionExpression.parse(
              who + "TemplateSelectionExpression", selection == null ? "\\$default" : selection);
      for (String other : expression.others()) {
        if (!variables.contains(other)) {
          throw new StageException(
              who
                  + "the TemplateSelectionExpression reads "
                  + other
                  + ": write $request.body.NAME"
                  + (variables.isEmpty() ? "" : " or $" + STATUS));
        }
      }
      return new Templates(Map.copyOf(byKey), expression);
    } catch (MappingException wrong) {
      throw StageException.of(wrong);
    }
  }

  /** The response for a status: the first whose pattern is the whole of it, else the default. */
  @Nullable Response response(int status) {
    Response otherwise = null;
    for (Response response : responses) {
      Pattern pattern = response.status();
      if (pattern == null) {
        otherwise = response;
      } else if (pattern.matcher(Integer.toString(status)).matches()) {
        return response;
      }
    }
    return otherwise;
  }
}
