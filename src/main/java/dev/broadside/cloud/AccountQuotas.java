package dev.broadside.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.broadside.cloud.ServiceQuotas.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What an account may do in a region, where Service Quotas says so; {@code null} where it does not.
 *
 * @param connectsPerSecond new WebSocket connections
 * @param requestsPerSecond of all APIs of the account, posts to connections among them
 * @param requestBurst how many of them at once after a rest
 * @param concurrentExecutions of all Lambda functions
 * @param notes what could not be read and why, a sentence each
 */
public record AccountQuotas(
    @Nullable Double connectsPerSecond,
    @Nullable Double requestsPerSecond,
    @Nullable Double requestBurst,
    @Nullable Double concurrentExecutions,
    List<String> notes) {
  private static final String API_GATEWAY = "apigateway";

  /*
   * The codes of connects and requests are in the links of API Gateway's pages of quotas
   * (apigateway-execution-service-websocket-limits-table.html, limits.html); those of the burst and
   * of Lambda are on none that we found, and in wide use.
   */
  private static final String CONNECTS = "L-9ED1E49A";
  private static final String REQUESTS = "L-8A5B8E43";
  private static final String BURST = "L-CDF5615A";
  private static final String EXECUTIONS = "L-B99A9384";

  /** Those of a region; nothing where the SDK finds no credentials. */
  public static Optional<AccountQuotas> of(String region) throws InterruptedException {
    Optional<AwsCredentialsProvider> credentials = Clients.credentials();
    return credentials.isEmpty()
        ? Optional.empty()
        : Optional.of(read(ServiceQuotas.of(region, credentials.get())));
  }

  static AccountQuotas read(ServiceQuotas service) throws InterruptedException {
    List<String> notes = new ArrayList<>();
    return new AccountQuotas(
        quota(service, API_GATEWAY, CONNECTS, notes),
        quota(service, API_GATEWAY, REQUESTS, notes),
        quota(service, API_GATEWAY, BURST, notes),
        quota(service, "lambda", EXECUTIONS, notes),
        notes.stream().distinct().toList());
  }

  /** Where nothing was ever applied to the account, AWS's default holds. */
  private static @Nullable Double quota(
      ServiceQuotas service, String of, String code, List<String> notes)
      throws InterruptedException {
    JsonNode question =
        JsonNodeFactory.instance.objectNode().put("ServiceCode", of).put("QuotaCode", code);
    try {
      Answer answer = service.ask("GetServiceQuota", question);
      if (answer.error().equals("NoSuchResourceException")) {
        answer = service.ask("GetAWSDefaultServiceQuota", question);
      }
      JsonNode value = answer.body().path("Quota").path("Value");
      if (answer.error().isEmpty() && value.isNumber()) {
        return value.doubleValue();
      }
      notes.add(
          Refusal.sentence(
              "Quotas of " + of,
              answer.error().isEmpty() ? "without a value for " + code : answer.error(),
              "servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota"));
    } catch (IOException e) {
      notes.add(Refusal.unreachable("Service Quotas", service.region()));
    }
    return null;
  }
}
