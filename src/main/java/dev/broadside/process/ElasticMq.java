package dev.broadside.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ElasticMQ: queues in memory that speak SQS, without its statistics page. */
public final class ElasticMq {
  private ElasticMq() {}

  /**
   * Starts it and waits until it answers.
   *
   * @param region of the ARNs of its queues, as {@code account}
   */
  public static Sidecar start(Installation installation, String region, String account, Path log)
      throws ProcessException {
    return Sidecar.start(
        new Sidecar.Program(
            "ElasticMQ",
            installation.sidecar("elasticmq"),
            "org.elasticmq.server.Main",
            "192m",
            port ->
                List.of(
                    "-Drest-sqs.bind-hostname=127.0.0.1",
                    "-Drest-sqs.bind-port=" + port,
                    "-Drest-stats.enabled=false",
                    "-Daws.region=" + region,
                    "-Daws.accountId=" + account),
            port -> List.of(),
            Map.of(),
            "AmazonSQS.ListQueues"),
        installation,
        log);
  }
}
