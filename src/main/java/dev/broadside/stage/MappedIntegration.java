package dev.broadside.stage;

import dev.broadside.stage.mapping.MappingException;
import dev.broadside.stage.mapping.MappingInput;
import dev.broadside.stage.mapping.TemplateChoice;
import dev.broadside.template.Integration.HttpEndpoint;
import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A target behind mapping templates: the event becomes what the request template makes of it, and
 * the answer what the response template makes of that, where the route has a response at all.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-data-transformations.html">Data
 *     transformations for WebSocket APIs</a>
 */
final class MappedIntegration implements Integration {
  private final Mapping mapping;
  private final Target target;
  private final FailureLog log = new FailureLog(MappedIntegration.class);

  MappedIntegration(Mapping mapping, Target target) {
    this.mapping = mapping;
    this.target = target;
  }

  @Override
  public void invoke(EventLoop loop, Template.Route route, byte[] event, Consumer<Outcome> done) {
    MappingInput input = EventInput.of(event);
    String request;
    try {
      switch (mapping.requests().choose(input.body(), Map.of(), mapping.passthrough())) {
        case TemplateChoice.Render(var template) ->
            request =
                mapping.declared().target() instanceof HttpEndpoint
                    ? template.render(input)
                    : template.renderJson(input);
        case TemplateChoice.PassThrough passes -> request = input.body();
        case TemplateChoice.Refuse refuses -> {
          // The status and words of REST APIs; those of WebSocket APIs are not known.
          done.accept(new Outcome.Rejected(415, "Unsupported Media Type"));
          return;
        }
      }
    } catch (MappingException failed) {
      done.accept(failed(String.valueOf(failed.getMessage())));
      return;
    }
    target.send(loop, request, end -> done.accept(outcome(route, input, end)));
  }

  private Outcome outcome(Template.Route route, MappingInput request, Outcome end) {
    return switch (end) {
      case Outcome.Answered(ProxyResponse answer) -> answered(route, request, answer);
      case Outcome.Failed(String reason) -> failed(reason);
      case Outcome.Rejected rejected -> rejected;
      case Outcome.TimedOut timedOut -> timedOut;
    };
  }

  /** The status is the target's; the body goes further only where the route has a response. */
  private Outcome answered(Template.Route route, MappingInput request, ProxyResponse answer) {
    int status = answer.status();
    if (status < 200) {
      return failed("answered with the status " + status);
    }
    if (!route.routeResponse()) {
      return new Outcome.Answered(new ProxyResponse(status, null, null));
    }
    Mapping.Response response = mapping.response(status);
    if (response == null && !mapping.responses().isEmpty()) {
      // As on REST APIs, in their words.
      return failed(
          "No match for output mapping and no default output mapping configured, for status "
              + status);
    }
    String body = answer.body() == null ? "" : answer.body();
    try {
      String text = response == null ? body : mapped(response, request, status, body);
      return new Outcome.Answered(new ProxyResponse(status, null, text));
    } catch (MappingException failed) {
      return failed(String.valueOf(failed.getMessage()));
    }
  }

  private static String mapped(
      Mapping.Response response, MappingInput request, int status, String body)
      throws MappingException {
    Map<String, String> variables = Map.of(Mapping.STATUS, Integer.toString(status));
    TemplateChoice choice =
        response
            .templates()
            .choose(request.body(), variables, TemplateChoice.Behavior.WHEN_NO_MATCH);
    return choice instanceof TemplateChoice.Render(var template)
        ? template.render(EventInput.ofAnswer(request, status, body))
        : body;
  }

  private Outcome failed(String reason) {
    String sentence = "integration " + mapping.declared().logicalId() + ": " + reason;
    log.warn(sentence);
    return new Outcome.Failed(sentence);
  }
}
