package dev.broadside.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Service Quotas, asked in its protocol, JSON 1.1, with the SDK's signature: the SDK's own client
 * is not to be had in the version that the others have.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html">GetServiceQuota</a>
 */
record ServiceQuotas(
    URI endpoint, String region, AwsCredentialsProvider credentials, HttpClient http) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int OK = 200;

  /**
   * What it said.
   *
   * @param error the code of its exception, empty when it is none
   */
  record Answer(String error, JsonNode body) {}

  static ServiceQuotas of(String region, AwsCredentialsProvider credentials) {
    String suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    return new ServiceQuotas(
        URI.create("https://servicequotas." + region + "." + suffix + "/"),
        region,
        credentials,
        HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build());
  }

  Answer ask(String operation, JsonNode question) throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(question);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER_WITHIN)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed(operation, body)
        .forEachHeader(
            (name, values) -> {
              // The client writes these itself, in the same form.
              if (!"host".equalsIgnoreCase(name) && !"content-length".equalsIgnoreCase(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    JsonNode answer = tree(response.body());
    return new Answer(
        response.statusCode() == OK ? "" : error(response.statusCode(), answer), answer);
  }

  private SdkHttpRequest signed(String operation, byte[] body) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "ServiceQuotasV20190624." + operation)
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            parameters ->
                parameters
                    .identity(credentials.resolveCredentials())
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "servicequotas")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request();
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** {@code __type} is the exception's name, in some services after its namespace. */
  private static String error(int status, JsonNode answer) {
    String type = answer.path("__type").asText();
    return type.isEmpty() ? "HTTP " + status : type.substring(type.indexOf('#') + 1);
  }
}
