package dev.broadside.stage;

import dev.broadside.stage.sources.EventSources;
import dev.broadside.template.HttpApi;
import dev.broadside.template.Template;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running local stage: port, tables, queues, functions. Whatever was started is ended by {@link
 * #close}, last first, also when starting failed half-way.
 */
final class LocalStage implements AutoCloseable {
  private static final HttpPool.Bounds SERVICE = new HttpPool.Bounds(64, 20_000);

  private volatile Template template;
  private final Settings settings;
  private final Consumer<String> onDeath;
  private final Counters counters = new Counters();
  private final Functions functions = new Functions();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Entrance entrance;
  private final StageServer server;
  private final Services services;
  private final Stores stores;
  private final Placement placement;
  private @Nullable EventSources sources;
  private @Nullable Faults faults;
  private volatile @Nullable LiveApi live;
  private volatile boolean closing;

  /**
   * How to run it.
   *
   * @param port 0 for a free one
   * @param folder where logs and temporary files go
   * @param concurrency how many environments a function has at the most; further invocations wait.
   *     On one machine more of them would only share its processors, and each costs memory.
   */
  record Settings(
      int port,
      Path folder,
      Stores.Elsewhere stores,
      int concurrency,
      Rules rules,
      Listening listening,
      FunctionOptions functions) {

    /** All of it on this machine, and every function in a host of ours. */
    static Settings usual(int port, Path folder, int concurrency) {
      return new Settings(
          port,
          folder,
          Stores.Elsewhere.NOWHERE,
          concurrency,
          Rules.USUAL,
          Listening.USUAL,
          FunctionOptions.NONE);
    }
  }

  private LocalStage(
      Template template, Settings settings, Entrance entrance, Consumer<String> onDeath)
      throws StageException {
    this.template = template;
    this.settings = settings;
    this.entrance = entrance;
    this.server = entrance.server();
    this.onDeath = onDeath;
    this.services = Services.of(counters, "http://" + authority(), settings.rules.profile());
    this.stores = new Stores(settings.stores, settings.folder, this::died);
    this.placement =
        new Placement(
            functions,
            server,
            new FunctionHost.Settings(
                authority(),
                stageName(),
                settings.folder,
                entrance.trust(settings.folder),
                settings.functions),
            settings.concurrency,
            this::died);
    started.push(server);
  }

  /**
   * Starts everything and returns when the first client may come.
   *
   * @param onDeath told in one sentence when a process behind the stage ends by itself later
   */
  static LocalStage start(Template template, Settings settings, Consumer<String> onDeath)
      throws StageException, InterruptedException {
    Entrance entrance = Entrance.open(settings.listening, settings.port);
    LocalStage stage = opened(template, settings, entrance, onDeath);
    try {
      stage.start();
      return stage;
    } catch (StageException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private static LocalStage opened(
      Template template, Settings settings, Entrance entrance, Consumer<String> onDeath)
      throws StageException {
    try {
      return new LocalStage(template, settings, entrance, onDeath);
    } catch (StageException | RuntimeException e) {
      entrance.server().close();
      throw e;
    }
  }

  /** Function hosts and sidecars come up at the same time: each takes about a second. */
  private void start() throws StageException, InterruptedException {
    LiveApi api = liveApi();
    faults = api.faults();
    started.push(api.faults());
    started.push(api.sweep().start());
    server.serve(api.behind());
    started.push(stores);
    started.push(placement);
    Placement.Version version = placement.begin(template);
    EventSources.Endpoints endpoints = openStores(template);
    version.awaitReady();
    version.use(() -> {});
    startSources(endpoints);
    live = api;
  }

  private EventSources.Endpoints openStores(Template of)
      throws StageException, InterruptedException {
    URI tables = stores.tables(of);
    services.dynamoDb().open(pools(tables));
    URI queues = stores.queues(of);
    if (queues != null) {
      services.sqs().open(pools(queues));
    }
    knowStores(of);
    return new EventSources.Endpoints(tables, queues);
  }

  /** What a profile and faults need to know of them. */
  private void knowStores(Template of) {
    services.dynamoDb().know(of.tables());
    stores
        .processes()
        .forEach((name, process) -> faults().know(name, process.pid(), () -> stores.end(process)));
  }

  private HttpPools pools(URI service) {
    return server.pools(new InetSocketAddress(service.getHost(), service.getPort()), SERVICE);
  }

  private void startSources(EventSources.Endpoints endpoints)
      throws StageException, InterruptedException {
    if (template.eventSources().isEmpty()) {
      return;
    }
    int each = Math.ceilDiv(settings.concurrency, server.loops().size());
    PolledFunctions polled = new PolledFunctions(functions, server.loops(), each);
    try {
      sources =
          EventSources.start(
              template.eventSources(),
              endpoints,
              polled,
              this::environments,
              new Cloud(settings.rules.profile(), System::nanoTime).delivery());
    } catch (IOException e) {
      throw new StageException("the event sources cannot be read: " + e.getMessage(), e);
    }
  }

  private int environments(String logicalId) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .mapToInt(placement::environments)
        .findFirst()
        .orElse(settings.concurrency);
  }

  /**
   * Runs {@code next} on the same port: its routes and functions take over when all its functions
   * answer, connections stay, invocations under way finish where they began. What fails leaves
   * everything as it was, but for tables and queues that are new.
   */
  synchronized void reload(Template next) throws StageException, InterruptedException {
    LiveApi running = live;
    if (running == null) {
      throw new StageException("the stage is still starting: reload it when it is ready");
    }
    Reload.refuseWhatStays(template, next);
    Api api = api(next);
    Placement.Version version = placement.begin(next);
    try {
      stores.tables(next);
      stores.queues(next);
      knowStores(next);
      version.awaitReady();
    } catch (StageException | InterruptedException | RuntimeException e) {
      version.close();
      throw e;
    }
    version.use(() -> running.serve(api, next.httpApi()));
    template = next;
  }

  private LiveApi liveApi() throws StageException {
    StageClock clock = StageClock.ofThisMachine();
    LiveApi webSocket =
        LiveApi.of(api(template), settings.rules, functions, counters, services, clock);
    HttpApi http = template.httpApi();
    return http == null ? webSocket : webSocket.with(http, authority(), clock);
  }

  private Api api(Template of) throws StageException {
    return Api.of(of.webSocketApi(), authority());
  }

  private void died(String sentence) {
    if (!closing) {
      onDeath.accept(sentence);
    }
  }

  /** Host and port, as URLs and events have them. */
  String authority() {
    return entrance.authority();
  }

  /** What clients must trust to speak TLS, or null where the stage does not. */
  @Nullable Certificate certificate() {
    return entrance.certificate();
  }

  int port() {
    return server.port();
  }

  String stageName() {
    return template.webSocketApi().stageName();
  }

  /** What can go wrong on demand. */
  Faults faults() {
    return Objects.requireNonNull(faults, "the stage is not started");
  }

  Counters.Snapshot counters() {
    return counters.snapshot();
  }

  List<Long> functionPids() {
    return placement.pids();
  }

  /** The template that it runs now. */
  Template template() {
    return template;
  }

  /** Where its functions run. */
  Placement placement() {
    return placement;
  }

  /** Where its tables and queues are. */
  Stores stores() {
    return stores;
  }

  @Override
  public void close() {
    closing = true;
    if (sources != null) {
      sources.close();
    }
    functions.close();
    while (!started.isEmpty()) {
      AutoCloseable last = started.pop();
      try {
        last.close();
      } catch (Exception e) {
        System.getLogger(LocalStage.class.getName())
            .log(System.Logger.Level.WARNING, last + " could not be closed", e);
      }
    }
  }
}
