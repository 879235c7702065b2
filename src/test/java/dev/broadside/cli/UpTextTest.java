package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpTextTest {
  @Test
  void printsLinesToCopy() throws IOException {
    String ready =
        """
        {"webSocketUrl":"ws://127.0.0.1:1/prod","httpUrl":"http://127.0.0.1:1","stage":"prod",
         "environment":{"AWS_REGION":"r"},
         "functions":[
           {"function":"Inside","urls":[],"environment":{"A":"1"}},
           {"function":"Outside","urls":["http://a:1/x","http://a:2/x"],"environment":{"A":"a b"}}]}
        """;
    assertEquals(
        """
        WebSocket  ws://127.0.0.1:1/prod
        HTTP       http://127.0.0.1:1
        Logs       logs
        Reload     kill -HUP 7      End     Ctrl-C

        wscat -c ws://127.0.0.1:1/prod
        aws apigatewaymanagementapi post-to-connection --endpoint-url http://127.0.0.1:1/prod --cli-binary-format raw-in-base64-out --data hello --connection-id=ID

        # For the AWS CLI and SDKs
        export AWS_REGION=r

        # Outside, called at http://a:1/x, http://a:2/x
        export A='a b'
        """,
        new UpText(new ObjectMapper().readTree(ready), Path.of("logs"), 7)
            .toString()
            .replace(System.lineSeparator(), "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"a-b=c:1, a-b=c:1", "\"\", ''", "it's, 'it'\\''s'", "$(rm), '$(rm)'", "a*, 'a*'"})
  void aShellReadsAValueBackAsItIs(String value, String quoted) {
    assertEquals(quoted, UpText.quoted(value));
  }
}
