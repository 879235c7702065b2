package dev.broadside.stage;

import dev.broadside.template.Authorization;
import dev.broadside.template.Template;
import java.time.Clock;

/** The authorizer that an API's {@code $connect} route asks for. */
final class Authorizers {
  private Authorizers() {}

  static Authorizer of(Api api, Events events, Invoker functions, Clock clock) {
    Template.Route connect = api.route(Api.CONNECT);
    if (connect == null) {
      return Authorizer.NONE;
    }
    return switch (connect.authorization()) {
      case Authorization.None none -> Authorizer.NONE;
      case Authorization.Iam iam -> new IamAuthorizer(clock);
      case Authorization.Custom custom ->
          new LambdaAuthorizer(custom, api.connectArn(), events, functions);
    };
  }
}
