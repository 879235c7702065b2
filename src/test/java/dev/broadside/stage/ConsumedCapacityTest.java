package dev.broadside.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumedCapacityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {\"ReturnConsumedCapacity\":\"TOTAL\"}",
        "{\"TableName\":\"t\"} | {\"TableName\":\"t\",\"ReturnConsumedCapacity\":\"TOTAL\"}",
        "{\"ReturnConsumedCapacity\":\"NONE\"} | {\"ReturnConsumedCapacity\":\"NONE\"}",
        "{\"A\":{\"ReturnConsumedCapacity\":1}} | {\"A\":{\"ReturnConsumedCapacity\":1},\"ReturnConsumedCapacity\":\"TOTAL\"}",
      })
  void aRequestThatDoesNotAskIsMadeToAsk(String request, String forwarded) throws IOException {
    ByteBuf body = Unpooled.copiedBuffer(request, UTF_8);
    ByteBuf asked = ConsumedCapacity.asked(body);
    assertEquals(forwarded, asked.toString(UTF_8));
    asked.release();
    assertEquals(1, body.refCnt());
  }

  @Test
  void countAndUnitsAreReadPastTheItems() throws IOException {
    String answer =
        """
        {"Items":[{"Count":{"N":"9"},"l":{"L":[{"S":"}"}]}}],"Count":1,"ScannedCount":4,
        "ConsumedCapacity":{"TableName":"t","Table":{"CapacityUnits":7},"CapacityUnits":12.5}}""";
    assertEquals(
        new ConsumedCapacity(1, 12.5),
        ConsumedCapacity.read(new ByteArrayInputStream(answer.getBytes(UTF_8))));
  }
}
