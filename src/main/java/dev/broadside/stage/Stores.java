package dev.broadside.stage;

import dev.broadside.process.ChildJvm;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.ElasticMq;
import dev.broadside.process.Installation;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Sidecar;
import dev.broadside.template.Queue;
import dev.broadside.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage's tables and queues are: in sidecars that it starts, ElasticMQ only for a template
 * with queues, or where the user said. Started and extended by one thread.
 */
final class Stores implements AutoCloseable {
  private final Elsewhere elsewhere;
  private final Path folder;
  private final Consumer<String> onDeath;
  private volatile @Nullable Sidecar dynamoDbLocal;
  private volatile @Nullable Sidecar elasticMq;
  private final Set<ChildJvm> ended = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * Endpoints that the user named.
   *
   * @param dynamoDb null to start DynamoDB Local
   * @param sqs null to start ElasticMQ where the template has queues
   */
  record Elsewhere(@Nullable URI dynamoDb, @Nullable URI sqs) {
    static final Elsewhere NOWHERE = new Elsewhere(null, null);
  }

  /**
   * Nothing is started yet.
   *
   * @param folder of the logs
   * @param onDeath told in one sentence when a sidecar ends by itself
   */
  Stores(Elsewhere elsewhere, Path folder, Consumer<String> onDeath) {
    this.elsewhere = elsewhere;
    this.folder = folder;
    this.onDeath = onDeath;
  }

  /** Makes the tables of {@code template} that are not there yet, and says where they are. */
  URI tables(Template template) throws StageException, InterruptedException {
    URI endpoint = elsewhere.dynamoDb;
    if (endpoint == null) {
      Sidecar sidecar = dynamoDbLocal;
      if (sidecar == null) {
        Path log = folder.resolve("dynamodb-local.log");
        sidecar = watched(() -> DynamoDbLocal.start(Installation.current(), log));
        dynamoDbLocal = sidecar;
      }
      endpoint = sidecar.endpoint();
    }
    new Tables(endpoint).create(template.tables());
    return endpoint;
  }

  /** The same of its queues; null where nobody asked for any. */
  @Nullable URI queues(Template template) throws StageException, InterruptedException {
    URI endpoint = elsewhere.sqs;
    if (endpoint == null) {
      Sidecar sidecar = elasticMq;
      if (sidecar == null && template.queues().isEmpty()) {
        return null;
      }
      if (sidecar == null) {
        Path log = folder.resolve("elasticmq.log");
        sidecar =
            watched(
                () ->
                    ElasticMq.start(
                        Installation.current(), LocalCredentials.REGION, Queue.ACCOUNT, log));
        elasticMq = sidecar;
      }
      endpoint = sidecar.endpoint();
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
      watch(sidecar.process());
      return sidecar;
    } catch (ProcessException e) {
      throw StageException.of(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The end is told to onDeath.
  private void watch(ChildJvm process) {
    process
        .onExit()
        .thenAccept(
            code -> {
              if (!closing && !ended.contains(process)) {
                onDeath.accept(
                    "the %s ended with %s".formatted(process.name(), process.describeEnd(code)));
              }
            });
  }

  /** Its processes, by the names that faults know them by. */
  Map<String, ChildJvm> processes() {
    Map<String, ChildJvm> processes = new HashMap<>();
    Sidecar tables = dynamoDbLocal;
    if (tables != null) {
      processes.put("dynamodb", tables.process());
    }
    Sidecar queues = elasticMq;
    if (queues != null) {
      processes.put("sqs", queues.process());
    }
    return processes;
  }

  /** Ends one of them, as somebody asked: that is no reason for the stage to end. */
  void end(ChildJvm process) {
    ended.add(process);
    process.close(Duration.ZERO);
  }

  /** The process of the tables, or null where they are somebody else's. */
  @Nullable Long dynamoDbPid() {
    return pid(dynamoDbLocal);
  }

  /** The process of the queues, or null where there is none or it is somebody else's. */
  @Nullable Long sqsPid() {
    return pid(elasticMq);
  }

  private static @Nullable Long pid(@Nullable Sidecar sidecar) {
    return sidecar == null ? null : sidecar.process().pid();
  }

  @Override
  public void close() {
    closing = true;
    for (Sidecar sidecar : new Sidecar[] {elasticMq, dynamoDbLocal}) {
      if (sidecar != null) {
        sidecar.close();
      }
    }
  }
}
