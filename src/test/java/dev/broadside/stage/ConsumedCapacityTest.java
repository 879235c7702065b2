package dev.broadside.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
        "{\"a\":1, \"ReturnConsumedCapacity\" : \"NONE\"} | {\"a\":1, \"ReturnConsumedCapacity\" : \"TOTAL\"}",
        "{\"ReturnConsumedCapacity\":\"INDEXES\"} | {\"ReturnConsumedCapacity\":\"INDEXES\"}",
        "{\"A\":{\"ReturnConsumedCapacity\":1}} | {\"A\":{\"ReturnConsumedCapacity\":1},\"ReturnConsumedCapacity\":\"TOTAL\"}",
      })
  void aRequestThatDoesNotAskIsMadeToAsk(String request, String forwarded) throws IOException {
    ByteBuf body = Unpooled.copiedBuffer(request, UTF_8);
    ConsumedCapacity.Asked asked = ConsumedCapacity.asked(body);
    assertEquals(forwarded, asked.body().toString(UTF_8));
    assertEquals(!request.equals(forwarded), asked.ours());
    asked.body().release();
    assertEquals(1, body.refCnt());
  }

  @Test
  void countAndUnitsAreReadPastTheItems() throws IOException {
    String answer =
        """
        {"Items":[{"Count":{"N":"9"},"l":{"L":[{"S":"}"}]}}],"Count":1,"ScannedCount":4,
        "ConsumedCapacity":{"TableName":"t","Table":{"CapacityUnits":7},"CapacityUnits":12.5}}""";
    ConsumedCapacity consumed = ConsumedCapacity.read(Unpooled.copiedBuffer(answer, UTF_8));
    assertEquals(1, consumed.count());
    assertEquals(12.5, consumed.units());
  }

  @Test
  void anAnswerThatDoesNotSayIsUnknownAndNotZero() throws IOException {
    assertNull(ConsumedCapacity.read(Unpooled.copiedBuffer("{\"Count\":1}", UTF_8)).units());
  }

  @Test
  void theUnitsOfABatchAreAddedUp() throws IOException {
    String answer =
        """
        {"ConsumedCapacity":[{"TableName":"t","CapacityUnits":2.0},{"CapacityUnits":0.5}]}""";
    assertEquals(2.5, ConsumedCapacity.read(Unpooled.copiedBuffer(answer, UTF_8)).units());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"A\":1,\"ConsumedCapacity\":{\"CapacityUnits\":1}} | {\"A\":1}",
        "{\"ConsumedCapacity\":{\"CapacityUnits\":1},\"A\":1} | {\"A\":1}",
        "{\"A\":1 , \"ConsumedCapacity\": {\"T\":{}} , \"B\":2} | {\"A\":1 ,  \"B\":2}",
        "{\"ConsumedCapacity\":[]} | {}",
        "{\"A\":{\"ConsumedCapacity\":1}} | {\"A\":{\"ConsumedCapacity\":1}}",
      })
  void whatTheCallerDidNotAskForIsCutOutAgain(String answer, String passed) throws IOException {
    ByteBuf body = Unpooled.copiedBuffer("x" + answer, UTF_8).skipBytes(1);
    ByteBuf cut = ConsumedCapacity.read(body).cutFrom(body);
    assertEquals(passed, cut.toString(UTF_8));
    cut.release();
    assertEquals(1, body.refCnt());
  }
}
