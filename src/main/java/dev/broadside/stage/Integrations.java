package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The integrations of an API, each behind its route. */
final class Integrations implements Integration {
  private final Integration proxy;
  private final Map<String, Integration> mapped;
  private final OutboundHttp http;

  private Integrations(Integration proxy, Map<String, Integration> mapped, OutboundHttp http) {
    this.proxy = proxy;
    this.mapped = mapped;
    this.http = http;
  }

  static Integrations of(Api api, Invoker functions) {
    OutboundHttp http = new OutboundHttp();
    Map<String, Integration> mapped = new HashMap<>();
    api.mappings()
        .forEach(
            (routeKey, mapping) ->
                mapped.put(
                    routeKey,
                    new MappedIntegration(
                        mapping, Targets.of(mapping.declared().target(), api, functions, http))));
    return new Integrations(new ProxyIntegration(functions), Map.copyOf(mapped), http);
  }

  @Override
  public void invoke(EventLoop loop, Template.Route route, byte[] event, Consumer<Outcome> done) {
    mapped.getOrDefault(route.routeKey(), proxy).invoke(loop, route, event, done);
  }

  @Override
  public void retire() {
    http.retire();
  }
}
