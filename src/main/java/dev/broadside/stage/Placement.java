package dev.broadside.stage;

import dev.broadside.template.Template;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a template's functions run: at URLs that the user named, or, when they are Java, in
 * hosts of ours. One version of them is in use; the next is started beside it and takes over when
 * all of it answers.
 */
final class Placement implements AutoCloseable {
  private static final int WAITING_INVOCATIONS = 20_000;
  private static final int CONNECT_MILLIS = 2_000;

  private final Functions functions;
  private final StageServer server;
  private final FunctionHost.Settings settings;
  private final HttpPool.Bounds bounds;
  private final int concurrency;
  private final Consumer<String> onDeath;
  private final Map<String, FunctionAtUrls> atUrls = new HashMap<>();
  private final Set<FunctionHosts> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable FunctionHosts current;
  private int started;

  /**
   * A placement that has placed nothing.
   *
   * @param concurrency how many environments a function has in a host of ours
   * @param onDeath told in one sentence when a host ends by itself
   */
  Placement(
      Functions functions,
      StageServer server,
      FunctionHost.Settings settings,
      int concurrency,
      Consumer<String> onDeath) {
    this.functions = functions;
    this.server = server;
    this.settings = settings;
    this.concurrency = concurrency;
    this.bounds =
        new HttpPool.Bounds(Math.ceilDiv(concurrency, server.loops().size()), WAITING_INVOCATIONS);
    this.onDeath = onDeath;
  }

  /** Starts what {@code template} needs, without waiting for it. */
  Version begin(Template template) throws StageException {
    refuseUnknownNames(template.functions());
    List<Template.Function> hosted = new ArrayList<>();
    for (Template.Function function : template.functions()) {
      if (nameOf(function) == null) {
        refuseWithoutRuntime(function);
        hosted.add(function);
      }
    }
    FunctionHosts hosts = FunctionHosts.start(hosted, settings, started + 1);
    started += hosts.count();
    running.add(hosts);
    return new Version(template.functions(), hosts);
  }

  /** The name under which {@code --function} knows a function, or null. */
  private @Nullable String nameOf(Template.Function function) {
    Set<String> names = settings.options().urls().keySet();
    if (names.contains(function.logicalId())) {
      return function.logicalId();
    }
    return names.contains(function.name()) ? function.name() : null;
  }

  private void refuseUnknownNames(List<Template.Function> all) throws StageException {
    Set<String> known = all.stream().map(this::nameOf).collect(Collectors.toSet());
    for (String name : settings.options().urls().keySet()) {
      if (!known.contains(name)) {
        throw new StageException(
            "--function %s names no function of the template, which has %s"
                .formatted(
                    name,
                    all.stream()
                        .map(Template.Function::logicalId)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private static void refuseWithoutRuntime(Template.Function function) throws StageException {
    if (!function.runtime().startsWith("java")) {
      throw new StageException(
          "function %s has the runtime %s, which is called at a URL: run it, say in its Lambda image, and add --function %s=http://127.0.0.1:9000"
              .formatted(function.logicalId(), function.runtime(), function.logicalId()));
    }
  }

  /** One version of the functions. */
  final class Version implements AutoCloseable {
    private final List<Template.Function> all;
    private final FunctionHosts hosts;

    private Version(List<Template.Function> all, FunctionHosts hosts) {
      this.all = all;
      this.hosts = hosts;
    }

    /** Waits until all of it answers. */
    void awaitReady() throws StageException, InterruptedException {
      for (Template.Function function : all) {
        String name = nameOf(function);
        if (name != null && !atUrls.containsKey(name)) {
          atUrls.put(name, atUrls(function.logicalId(), name));
        }
      }
      hosts.awaitReady(onDeath);
    }

    /**
     * Sends all invocations here from now on, and ends the version before when it is idle.
     *
     * @param switched run when the new functions can be called and the old ones still can
     */
    void use(Runnable switched) {
      hosts.place(functions, address -> server.pools(address, bounds));
      for (Template.Function function : all) {
        FunctionAtUrls place = atUrls.get(String.valueOf(nameOf(function)));
        if (place != null) {
          functions.place(function, place, new UnderWay());
        }
      }
      switched.run();
      functions.keepOnly(
          all.stream().map(Template.Function::logicalId).collect(Collectors.toSet()));
      FunctionHosts before = current;
      current = hosts;
      if (before != null) {
        before.retire(() -> running.remove(before));
      }
    }

    @Override
    public void close() {
      hosts.close();
      running.remove(hosts);
    }
  }

  private FunctionAtUrls atUrls(String logicalId, String name) throws StageException {
    FunctionAtUrls place = new FunctionAtUrls(server.loops().getFirst());
    int concurrency = settings.options().concurrency().getOrDefault(name, 1);
    for (FunctionUrl url : settings.options().urls().getOrDefault(name, List.of())) {
      InetSocketAddress address = url.resolve(logicalId);
      if (settings.options().checked()) {
        requireListener(logicalId, url, address);
      }
      place.add(url, server.pools(address, FunctionAtUrls.bounds(concurrency)), concurrency);
    }
    return place;
  }

  private static void requireListener(String logicalId, FunctionUrl url, InetSocketAddress address)
      throws StageException {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
    } catch (IOException e) {
      throw new StageException(
          "function %s: nothing answers at http://%s (%s): run it there first, or start the stage without it by --function-check no"
              .formatted(logicalId, url.authority(), e.getMessage()),
          e);
    }
  }

  /** The variables with which an SDK finds this stage and its tables. */
  Map<String, String> environment() {
    return FunctionHost.environment(new FunctionGroups.Group(List.of(), Map.of()), settings);
  }

  /**
   * The variables that a function needs where it runs: what hosts of ours set, and what the Runtime
   * Interface Emulator takes the place of Lambda's configuration from.
   */
  Map<String, String> environment(Template.Function function) {
    Map<String, String> environment =
        FunctionHost.environment(
            new FunctionGroups.Group(List.of(function), function.environment()), settings);
    environment.put("AWS_LAMBDA_FUNCTION_TIMEOUT", "" + function.timeout().toSeconds());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "" + function.memoryMb());
    return environment;
  }

  /** How many invocations of a function can be under way, none of them waiting for another. */
  int environments(Template.Function function) {
    String name = nameOf(function);
    if (name == null) {
      return concurrency;
    }
    FunctionOptions options = settings.options();
    int urls = options.urls().getOrDefault(name, List.of()).size();
    return urls * options.concurrency().getOrDefault(name, 1);
  }

  /** Where a function is called, for people; empty where a host of ours runs it. */
  List<String> urls(Template.Function function) {
    return settings
        .options()
        .urls()
        .getOrDefault(String.valueOf(nameOf(function)), List.of())
        .stream()
        .map(FunctionUrl::toString)
        .toList();
  }

  /** The processes of the version in use. */
  List<Long> pids() {
    FunctionHosts hosts = current;
    return hosts == null ? List.of() : hosts.pids();
  }

  @Override
  public void close() {
    running.forEach(FunctionHosts::close);
  }
}
