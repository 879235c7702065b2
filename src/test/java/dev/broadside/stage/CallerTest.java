package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Send | AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb | Send",
        "- | AWS4-HMAC-SHA256 Credential=pyFn1/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host | pyFn1",
        "- | AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb | unknown",
        "\"}{ | - | unknown",
        "- | Bearer x | unknown",
        "- | - | unknown",
      })
  void isNamedByTheHostElseByTheAccessKey(
      @Nullable String header, @Nullable String authorization, String caller) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (header != null) {
      headers.set("x-broadside-function", header);
    }
    if (authorization != null) {
      headers.set("Authorization", authorization);
    }
    assertEquals(caller, Caller.of(headers));
  }
}
