package dev.broadside.cli;

import dev.broadside.kube.PodShape;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import dev.broadside.scenario.Via;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether injectors on other machines can run a scenario, which ports they call, and how long. */
record Reachable(
    Scenario scenario, String dynamoDb, Function<String, @Nullable String> environment) {
  /* By its name alone: what this machine's name server says counts for nothing elsewhere. */
  private static final Pattern HERE =
      Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|0\\.0\\.0\\.0|\\[?(::1|::)]?");

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** What is wrong; empty when nothing is. */
  String objection(String where) {
    if (scenario.target() == null) {
      return "--on %s cannot load the local stage, which only this machine reaches: name a deployed stage with --target wss://…, or say --on processes"
          .formatted(where);
    }
    for (URI uri : called()) {
      if (uri.getHost() != null && HERE.matcher(uri.getHost()).matches()) {
        return "%s is this machine to whoever reads it, and injectors %s are not on it: name it as they reach it, or say --on processes"
            .formatted(uri, where.equals("kubernetes") ? "on kubernetes" : "elsewhere");
      }
    }
    if (!scenario.connect().reach().from().isEmpty()) {
      return "connect.from names addresses of this machine, which injectors elsewhere do not have:"
          + " leave it out";
    }
    return file("connect.auth.tokens", scenario.connect().auth().tokens())
        + file("connect.tls.ca", scenario.connect().reach().ca());
  }

  private static String file(String key, @Nullable String path) {
    return path == null || path.startsWith(PodShape.Files.SECRETS + "/")
        ? ""
        : "%s is the file %s of this machine: put it into a Kubernetes Secret, name that with --secret, and write %s/… as the file; "
            .formatted(key, path, PodShape.Files.SECRETS);
  }

  /** The TCP ports of all that injectors call; AWS's own services are on 443. */
  SortedSet<Integer> ports() {
    SortedSet<Integer> ports = new TreeSet<>(List.of(HTTPS));
    called().forEach(uri -> ports.add(port(uri)));
    return ports;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return scheme.equals("ws") || scheme.equals("http") ? HTTP : HTTPS;
  }

  private List<URI> called() {
    List<String> texts = new ArrayList<>();
    texts.add(scenario.target());
    texts.add(scenario.connect().reach().proxy());
    texts.add(dynamoDb.equals("aws") ? null : dynamoDb);
    switch (scenario.publish().via()) {
      case Via.WebSocket webSocket -> {}
      case Via.Http http -> texts.add(http.isAbsolute() ? http.path() : null);
      case Via.Queue queue -> texts.add(queue.isAbsolute() ? queue.url() : null);
    }
    return texts.stream()
        .filter(text -> text != null)
        // Up to its path, which may have places to fill in.
        .map(text -> Secrets.expand(text, environment).replaceFirst("([^/]*//[^/?#]*).*", "$1"))
        .map(URI::create)
        .toList();
  }

  /** The run, from its first connection to its last result. */
  Duration longest(Duration barrier) {
    Publish publish = scenario.publish();
    double connecting = scenario.handshakes() / scenario.connect().rate().perSecond();
    return Duration.ofSeconds((long) Math.ceil(connecting))
        .plus(barrier)
        .plus(scenario.audience().settle())
        .plus(publish.warmup())
        .plus(publish.duration())
        .plus(publish.drain())
        // Nodes that are added, images that are pulled, results that are sent.
        .plus(Duration.ofMinutes(15));
  }
}
