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
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running local stage: port, tables, functions. Whatever was started is ended by {@link #close},
 * last first, also when starting failed half-way.
 */
final class LocalStage implements AutoCloseable {
  private static final HttpPool.Bounds DYNAMODB = new HttpPool.Bounds(64, 20_000);

  private volatile Template template;
  private final Settings settings;
  private final Consumer<String> onDeath;
  private final Counters counters = new Counters();
  private final Functions functions = new Functions();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final StageServer server;
  private final Placement placement;
  private @Nullable DynamoDbLocal sidecar;
  private volatile @Nullable Live live;
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
  record Settings(
      int port,
      Path folder,
      @Nullable URI dynamoDb,
      int concurrency,
      Rules rules,
      FunctionOptions functions) {

    /** With every function in a host of ours. */
    Settings(int port, Path folder, @Nullable URI dynamoDb, int concurrency, Rules rules) {
      this(port, folder, dynamoDb, concurrency, rules, FunctionOptions.NONE);
    }
  }

  private LocalStage(
      Template template, Settings settings, StageServer server, Consumer<String> onDeath) {
    this.template = template;
    this.settings = settings;
    this.server = server;
    this.onDeath = onDeath;
    this.placement =
        new Placement(
            functions,
            server,
            new FunctionHost.Settings(
                server.port(), stageName(), settings.folder, settings.functions),
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
    DynamoDbPassThrough dynamoDb = new DynamoDbPassThrough(counters);
    LiveApi api = liveApi(dynamoDb);
    started.push(api.sweep().start());
    server.serve(api.rooms());
    started.push(placement);
    Placement.Version version = placement.begin(template);
    URI tables = startTables();
    dynamoDb.open(
        server.pools(new InetSocketAddress(tables.getHost(), tables.getPort()), DYNAMODB));
    version.awaitReady();
    version.use(() -> {});
    live = new Live(api, tables);
  }

  /** What a reload needs of what was started. */
  private record Live(LiveApi api, URI tables) {}

  /**
   * Runs {@code next} on the same port: its routes and functions take over when all its functions
   * answer, connections stay, invocations under way finish where they began. What fails leaves
   * everything as it was, but for tables that are new.
   */
  synchronized void reload(Template next) throws StageException, InterruptedException {
    Live running = live;
    if (running == null) {
      throw new StageException("the stage is still starting: reload it when it is ready");
    }
    Reload.refuseWhatStays(template, next);
    Api api = api(next);
    Placement.Version version = placement.begin(next);
    try {
      new Tables(running.tables).create(next.tables());
      version.awaitReady();
    } catch (StageException | InterruptedException e) {
      version.close();
      throw e;
    }
    version.use(() -> running.api.serve(api));
    template = next;
  }

  private LiveApi liveApi(DynamoDbPassThrough dynamoDb) throws StageException {
    return LiveApi.of(
        api(template), settings.rules, functions, counters, dynamoDb, Clock.systemUTC());
  }

  private Api api(Template of) throws StageException {
    return Api.of(of.webSocketApi(), "127.0.0.1:" + server.port());
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
    }
    new Tables(endpoint).create(template.tables());
    return endpoint;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The end is told to onDeath.
  private void watch(ChildJvm process) {
    process
        .onExit()
        .thenAccept(
            code ->
                died("the %s ended with %s".formatted(process.name(), process.describeEnd(code))));
  }

  private void died(String sentence) {
    if (!closing) {
      onDeath.accept(sentence);
    }
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
