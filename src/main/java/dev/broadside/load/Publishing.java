package dev.broadside.load;

import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import dev.broadside.scenario.Via;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where publishers that send requests send them, resolved once; nothing of it where they publish on
 * their own WebSockets.
 */
final class Publishing {
  private final Publish publish;
  private final @Nullable URI server;
  private final @Nullable Target target;
  private final @Nullable QueueSigner signer;

  private Publishing(
      Publish publish,
      @Nullable URI server,
      @Nullable Target target,
      @Nullable QueueSigner signer) {
    this.publish = publish;
    this.server = server;
    this.target = target;
    this.signer = signer;
  }

  /** Resolves it; {@code stage} is the local stage, ready, or null where there is none. */
  static Publishing resolve(Scenario scenario, @Nullable StageProcess stage, Route route)
      throws LoadException {
    Publish publish = scenario.publish();
    return switch (publish.via()) {
      case Via.WebSocket webSocket -> new Publishing(publish, null, null, null);
      case Via.Http http -> {
        // The places are in the path: what stands in them does not change where the server is.
        String filled = HttpRequests.places(http.path()).fill(name -> "x");
        URI url = URI.create(http.isAbsolute() ? filled : local(stage).httpUrl());
        yield new Publishing(publish, url, Target.resolve(url, route), null);
      }
      case Via.Queue queue -> {
        String url = Secrets.expand(queue.url(), System::getenv);
        URI address = URI.create(queue.isAbsolute() ? url : local(stage).queueUrl(url));
        if (address.getRawPath().endsWith(".fifo")) {
          throw new LoadException(
              "publish.via.queue.url leads to the FIFO queue "
                  + address
                  + ", which this version cannot publish to: name a standard queue");
        }
        Target target = Target.resolve(address, route);
        yield new Publishing(publish, address, target, signer(address, route));
      }
    };
  }

  private static StageProcess local(@Nullable StageProcess stage) {
    if (stage == null) {
      throw new IllegalStateException("the scenario's reader wants a URL without a local stage");
    }
    return stage;
  }

  /** Behind a proxy nothing is on this machine, and names may be known to the proxy alone. */
  private static @Nullable QueueSigner signer(URI queue, Route route) throws LoadException {
    return route.tunnel() == null && isLoopback(queue) ? null : QueueSigner.of(queue);
  }

  private static boolean isLoopback(URI address) throws LoadException {
    try {
      return InetAddress.getByName(address.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new LoadException("the host " + address.getHost() + " is unknown: check its name", e);
    }
  }

  /** Where connections for requests go; null where publishers need none. */
  @Nullable Target target() {
    return target;
  }

  /** What publisher {@code person} sends. */
  Requests requests(Person person) {
    URI known = server;
    if (known == null) {
      throw new IllegalStateException("these publishers send frames");
    }
    return publish.via() instanceof Via.Http http
        ? new HttpRequests(publish, http, known, person)
        : new QueueRequests(known, publish.message(), person, signer);
  }
}
