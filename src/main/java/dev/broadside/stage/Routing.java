package dev.broadside.stage;

import java.time.Clock;

/** All of an API that can be replaced while clients are connected, and is replaced as a whole. */
record Routing(Api api, Events events, Integration integration, Authorizer authorizer) {

  static Routing of(Api api, Ids ids, Invoker functions, Clock clock) {
    Events events = new Events(api, ids, clock);
    return new Routing(
        api,
        events,
        Integrations.of(api, functions),
        Authorizers.of(api, events, functions, clock));
  }
}
