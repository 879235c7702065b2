package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StageKindTest {
  @ParameterizedTest
  @CsvSource({
    "AWS, wss://abc123.execute-api.eu-west-1.amazonaws.com/prod, '', '', ''",
    "AWS, wss://abc123.execute-api.cn-north-1.amazonaws.com.cn/prod, '', '', ''",
    "AWS, wss://chat.example.com/, x-amz-apigw-id, '', ''",
    "AWS, wss://chat.example.com/, '', a1b2c3d4e5, eHrdFcnvvHcCE-w=",
    "LOCAL, ws://127.0.0.1:3001/prod, '', localf5ib3, eHrdFcnvvHcCE-w=",
    "SERVERLESS_OFFLINE, ws://localhost:3001/, '', private, x",
    "SERVERLESS_OFFLINE, ws://localhost:3001/, '', '', a3bb189e-8bf9-3888-9912-ace4e6543002",
    "UNKNOWN, ws://localhost:3001/, '', '', abcdef",
    "UNKNOWN, ws://execute-api.example.com/, '', '', ''"
  })
  void isToldFromHostHeadersAndIds(
      StageKind.Kind expected, URI url, String header, String apiId, String connectionId) {
    Answer plain = new Answer(426, Map.of(header, List.of("x")), "");
    StageKind.Signs signs = new StageKind.Signs(url, plain, apiId, connectionId);
    assertEquals(expected, StageKind.of(signs).kind());
  }
}
