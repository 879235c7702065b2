package dev.broadside.stage;

import dev.broadside.process.ChildJvm;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.ElasticMq;
import dev.broadside.process.Installation;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Sidecar;
import dev.broadside.stage.sources.EventSources;
import dev.broadside.template.Queue;
import dev.broadside.template.Template;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running local stage: port, tables, functions. Whatever was started is ended by {@link #close},
 * last first, also when starting failed half-way.
 */
final class LocalStage implements AutoCloseable {
  private static final HttpPool.Bounds SERVICE = new HttpPool.Bounds(64, 20_000);
  private static final int WAITING_INVOCATIONS = 20_000;

  private final Template template;
  private final Settings settings;
  private final Consumer<String> onDeath;
  private final Counters counters = new Counters();
  private final Functions functions = new Functions();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final List<FunctionHost> hosts = new ArrayList<>();
  private final StageServer server;
  private final Services services;
  private @Nullable Sidecar dynamoDbLocal;
  private @Nullable Sidecar elasticMq;
  private @Nullable EventSources sources;
  private volatile boolean closing;

  /**
   * How to run it.
   *
   * @param port 0 for a free one
   * @param folder where logs and temporary files go
   * @param dynamoDb where tables are, or null to start DynamoDB Local
   * @param sqs where queues are, or null to start ElasticMQ where the template has queues
   * @param concurrency how many environments a function has at the most; further invocations wait.
   *     On one machine more of them would only share its processors, and each costs memory.
   */
  record Settings(
      int port,
      Path folder,
      @Nullable URI dynamoDb,
      @Nullable URI sqs,
      int concurrency,
      Rules rules) {}

  private LocalStage(
      Template template, Settings settings, StageServer server, Consumer<String> onDeath) {
    this.template = template;
    this.settings = settings;
    this.server = server;
    this.onDeath = onDeath;
    this.services = Services.of(counters, "http://127.0.0.1:" + server.port());
    started.push(server);
  }

  /**
   * Starts everything and returns when the first client may come.
   *
   * @param onDeath told in one sentence when a process behind the stage ends by itself later
   */
  static LocalStage start(Template template, Settings settings, Consumer<String> onDeath)
      throws StageException, InterruptedException {
    LocalStage stage = new LocalStage(template, settings, StageServer.bind(settings.port), onDeath);
    try {
      stage.start();
      return stage;
    } catch (StageException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /** Function hosts and DynamoDB Local come up at the same time: each takes about a second. */
  private void start() throws StageException, InterruptedException {
    LiveApi api = liveApi();
    started.push(api.sweep().start());
    server.serve(api.rooms());
    startHosts();
    URI tables = startTables();
    services.dynamoDb().open(pools(tables));
    URI queues = startQueues();
    if (queues != null) {
      services.sqs().open(pools(queues));
    }
    int each = Math.ceilDiv(settings.concurrency, server.loops().size());
    HttpPool.Bounds bounds = new HttpPool.Bounds(each, WAITING_INVOCATIONS);
    for (FunctionHost host : hosts) {
      InetSocketAddress address = host.awaitReady();
      // A pool for each function: a broadcast that takes long holds up no $connect.
      host.functions()
          .forEach(function -> functions.place(function, server.pools(address, bounds)));
      watch(host.process());
    }
    startSources(new EventSources.Endpoints(tables, queues), each);
  }

  private HttpPools pools(URI service) {
    return server.pools(new InetSocketAddress(service.getHost(), service.getPort()), SERVICE);
  }

  private LiveApi liveApi() throws StageException {
    Api api = Api.of(template.webSocketApi(), "127.0.0.1:" + server.port());
    return LiveApi.of(api, settings.rules, functions, counters, services, Clock.systemUTC());
  }

  private void startHosts() throws StageException {
    FunctionHost.Settings common =
        new FunctionHost.Settings(server.port(), stageName(), settings.folder);
    for (FunctionGroups.Group group : FunctionGroups.of(template.functions())) {
      FunctionHost host = FunctionHost.start(hosts.size() + 1, group, common);
      hosts.add(host);
      started.push(host);
    }
  }

  private URI startTables() throws StageException, InterruptedException {
    URI endpoint = settings.dynamoDb;
    if (endpoint == null) {
      Path log = settings.folder.resolve("dynamodb-local.log");
      dynamoDbLocal = watched(() -> DynamoDbLocal.start(Installation.current(), log));
      endpoint = dynamoDbLocal.endpoint();
    }
    new Tables(endpoint).create(template.tables());
    return endpoint;
  }

  /** Where the queues are; null where nobody asked for any. */
  private @Nullable URI startQueues() throws StageException, InterruptedException {
    URI endpoint = settings.sqs;
    if (endpoint == null && template.queues().isEmpty()) {
      return null;
    }
    if (endpoint == null) {
      Path log = settings.folder.resolve("elasticmq.log");
      elasticMq =
          watched(
              () ->
                  ElasticMq.start(
                      Installation.current(), LocalCredentials.REGION, Queue.ACCOUNT, log));
      endpoint = elasticMq.endpoint();
    }
    new Queues(endpoint).create(template.queues());
    return endpoint;
  }

  /** The start of a sidecar. */
  private interface Start {
    Sidecar sidecar() throws ProcessException;
  }

  private Sidecar watched(Start start) throws StageException {
    try {
      Sidecar sidecar = start.sidecar();
      started.push(sidecar);
      watch(sidecar.process());
      return sidecar;
    } catch (ProcessException e) {
      throw StageException.of(e);
    }
  }

  private void startSources(EventSources.Endpoints endpoints, int environmentsPerLoop)
      throws StageException, InterruptedException {
    if (template.eventSources().isEmpty()) {
      return;
    }
    PolledFunctions polled = new PolledFunctions(functions, server.loops(), environmentsPerLoop);
    try {
      sources =
          EventSources.start(template.eventSources(), endpoints, polled, settings.concurrency);
    } catch (IOException e) {
      throw new StageException("the event sources cannot be read: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The end is told to onDeath.
  private void watch(ChildJvm process) {
    process
        .onExit()
        .thenAccept(
            code -> {
              if (!closing) {
                onDeath.accept(
                    "the %s ended with %s".formatted(process.name(), process.describeEnd(code)));
              }
            });
  }

  int port() {
    return server.port();
  }

  String stageName() {
    return template.webSocketApi().stageName();
  }

  Counters.Snapshot counters() {
    return counters.snapshot();
  }

  List<Long> functionPids() {
    return hosts.stream().map(host -> host.process().pid()).toList();
  }

  /** The process of the tables, or null where they are somebody else's. */
  @Nullable Long dynamoDbPid() {
    return dynamoDbLocal == null ? null : dynamoDbLocal.process().pid();
  }

  /** The process of the queues, or null where there is none or it is somebody else's. */
  @Nullable Long sqsPid() {
    return elasticMq == null ? null : elasticMq.process().pid();
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
