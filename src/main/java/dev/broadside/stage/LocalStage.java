package dev.broadside.stage;

import dev.broadside.process.ChildJvm;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.ProcessException;
import dev.broadside.template.Template;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running local stage: port, tables, functions. Whatever was started is ended by {@link #close},
 * last first, also when starting failed half-way.
 */
final class LocalStage implements AutoCloseable {
  private static final HttpPool.Bounds DYNAMODB = new HttpPool.Bounds(64, 20_000);
  private static final int WAITING_INVOCATIONS = 20_000;

  private final Template template;
  private final Settings settings;
  private final Consumer<String> onDeath;
  private final Counters counters = new Counters();
  private final Functions functions = new Functions();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final List<FunctionHost> hosts = new ArrayList<>();
  private final StageServer server;
  private @Nullable DynamoDbLocal sidecar;
  private @Nullable Faults faults;
  private volatile boolean closing;

  /**
   * How to run it.
   *
   * @param port 0 for a free one
   * @param folder where logs and temporary files go
   * @param dynamoDb where tables are, or null to start DynamoDB Local
   * @param concurrency how many environments a function has at the most; further invocations wait.
   *     On one machine more of them would only share its processors, and each costs memory.
   */
  record Settings(int port, Path folder, @Nullable URI dynamoDb, int concurrency, Rules rules) {}

  private LocalStage(
      Template template, Settings settings, StageServer server, Consumer<String> onDeath) {
    this.template = template;
    this.settings = settings;
    this.server = server;
    this.onDeath = onDeath;
    started.push(server);
  }

  /**
   * Starts everything and returns when the first client may come.
   *
   * @param onDeath told in one sentence when a process behind the stage ends by itself later
   */
  static LocalStage start(Template template, Settings settings, Consumer<String> onDeath)
      throws StageException, InterruptedException {
    LocalStage stage = new LocalStage(template, settings, bind(settings), onDeath);
    try {
      stage.start();
      return stage;
    } catch (StageException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private static StageServer bind(Settings settings) throws StageException {
    return StageServer.bind(settings.port, settings.rules.profile().quotas().outboundBytes());
  }

  /** Function hosts and DynamoDB Local come up at the same time: each takes about a second. */
  private void start() throws StageException, InterruptedException {
    DynamoDbPassThrough dynamoDb = dynamoDb();
    LiveApi api = liveApi(dynamoDb);
    faults = api.faults();
    started.push(api.faults());
    started.push(api.sweep().start());
    server.serve(api.rooms());
    startHosts();
    URI tables = startTables();
    dynamoDb.open(
        server.pools(new InetSocketAddress(tables.getHost(), tables.getPort()), DYNAMODB));
    int each = Math.ceilDiv(settings.concurrency, server.loops().size());
    HttpPool.Bounds bounds = new HttpPool.Bounds(each, WAITING_INVOCATIONS);
    for (FunctionHost host : hosts) {
      InetSocketAddress address = host.awaitReady();
      // A pool for each function: a broadcast that takes long holds up no $connect.
      host.functions()
          .forEach(function -> functions.place(function, server.pools(address, bounds)));
      watch(host.process());
    }
  }

  private DynamoDbPassThrough dynamoDb() {
    Throttles throttles = new Throttles();
    template.tables().forEach(table -> throttles.know(table.name()));
    Cloud cloud = new Cloud(settings.rules.profile(), System::nanoTime);
    return new DynamoDbPassThrough(
        counters, throttles, TableModel.of(cloud, template.tables(), counters.cloud()));
  }

  private LiveApi liveApi(DynamoDbPassThrough dynamoDb) throws StageException {
    Api api = Api.of(template.webSocketApi(), "127.0.0.1:" + server.port());
    return LiveApi.of(api, settings.rules, functions, counters, dynamoDb, Clock.systemUTC());
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
      try {
        sidecar =
            DynamoDbLocal.start(
                Installation.current(), settings.folder.resolve("dynamodb-local.log"));
        started.push(sidecar);
        endpoint = sidecar.endpoint();
      } catch (ProcessException e) {
        throw StageException.of(e);
      }
      watch(sidecar.process());
      faults().know("dynamodb", sidecar.process());
    }
    new Tables(endpoint).create(template.tables());
    return endpoint;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The end is told to onDeath.
  private void watch(ChildJvm process) {
    process
        .onExit()
        .thenAccept(
            code -> {
              if (!closing && !faults().ended(process)) {
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

  /** What can go wrong on demand. */
  Faults faults() {
    return Objects.requireNonNull(faults, "the stage is not started");
  }

  Counters.Snapshot counters() {
    return counters.snapshot();
  }

  List<Long> functionPids() {
    return hosts.stream().map(host -> host.process().pid()).toList();
  }

  /** The process of the tables, or null where they are somebody else's. */
  @Nullable Long dynamoDbPid() {
    return sidecar == null ? null : sidecar.process().pid();
  }

  @Override
  public void close() {
    closing = true;
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
