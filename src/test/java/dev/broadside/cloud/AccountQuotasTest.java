package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

@Timeout(120)
final class AccountQuotasTest {
  private RecordedAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new RecordedAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static AccountQuotas read(URI endpoint) throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return AccountQuotas.read(
          new ServiceQuotas(
              endpoint,
              "eu-central-1",
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
              http));
    }
  }

  private static String quota(double value) {
    return """
        {"Quota":{"Adjustable":true,"GlobalQuota":false,"QuotaCode":"L-1","ServiceCode":"apigateway",\
        "ServiceName":"Amazon API Gateway","Unit":"None","Value":%s}}"""
        .formatted(value);
  }

  private static final String NONE_APPLIED =
      "{\"__type\":\"NoSuchResourceException\",\"Message\":\"The request failed\"}";

  @Test
  void aQuotaIsWhatIsAppliedOrElseWhatAwsGivesEverybody() throws Exception {
    aws.on("GetServiceQuota", 200, quota(1_500))
        .on("GetServiceQuota", 200, quota(10_000))
        .on("GetServiceQuota", 400, NONE_APPLIED)
        .on("GetServiceQuota", 200, quota(10))
        .on("GetAWSDefaultServiceQuota", 200, quota(5_000));
    assertEquals(
        new AccountQuotas(1_500.0, 10_000.0, 5_000.0, 10.0, List.of()), read(aws.address()));
    assertEquals(
        List.of(
            "{\"ServiceCode\":\"apigateway\",\"QuotaCode\":\"L-9ED1E49A\"}",
            "{\"ServiceCode\":\"apigateway\",\"QuotaCode\":\"L-8A5B8E43\"}",
            "{\"ServiceCode\":\"apigateway\",\"QuotaCode\":\"L-CDF5615A\"}",
            "{\"ServiceCode\":\"apigateway\",\"QuotaCode\":\"L-CDF5615A\"}",
            "{\"ServiceCode\":\"lambda\",\"QuotaCode\":\"L-B99A9384\"}"),
        aws.bodies());
  }

  @Test
  void aPermissionThatIsMissingIsNamedOnceForEachService() throws Exception {
    aws.on("GetServiceQuota", 400, "{\"__type\":\"AccessDeniedException\"}");
    String lacking =
        " are unknown: these credentials lack servicequotas:GetServiceQuota and"
            + " servicequotas:GetAWSDefaultServiceQuota.";
    assertEquals(
        new AccountQuotas(
            null,
            null,
            null,
            null,
            List.of("Quotas of apigateway" + lacking, "Quotas of lambda" + lacking)),
        read(aws.address()));
  }

  @Test
  void aServiceThatIsNotThereIsOneSentence() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1/");
    List<String> notes = read(nobody).notes();
    assertEquals(1, notes.size());
    assertTrue(notes.getFirst().startsWith("Service Quotas in eu-central-1 could not"));
  }
}
