package dev.broadside.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Amazon DynamoDB Local: one database in memory ({@code -sharedDb}), telemetry off. */
public final class DynamoDbLocal {
  private DynamoDbLocal() {}

  /** Starts it and waits until it answers. */
  public static Sidecar start(Installation installation, Path log) throws ProcessException {
    Path jars = installation.sidecar("dynamodb-local");
    return Sidecar.start(
        new Sidecar.Program(
            "DynamoDB Local",
            jars,
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            "384m",
            port -> List.of("-Djava.library.path=" + jars),
            port -> List.of("-inMemory", "-sharedDb", "-disableTelemetry", "-port", "" + port),
            Map.of("DDB_LOCAL_TELEMETRY", "0"),
            "DynamoDB_20120810.ListTables"),
        installation,
        log);
  }
}
