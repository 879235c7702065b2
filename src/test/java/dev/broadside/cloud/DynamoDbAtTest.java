package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbAtTest {
  @Test
  void thisMachineNeedsNoRegionAndCostsNothing() throws Exception {
    DynamoDbAt at = DynamoDbAt.parse("http://127.0.0.1:8000");
    assertTrue(at.isLoopback());
    assertEquals("us-east-1", at.region());
  }

  /** Of the second Java finds no host, and no host is this machine to its resolver. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://127.0.0.1", "http://my_host:8000", "http://:8000", "http://h/x", "AWS", ""})
  void whatIsNoPlaceIsRefusedBeforeAnythingIsAskedThere(String where) {
    String sentence =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> DynamoDbAt.parse(where))
                .getMessage());
    assertTrue(sentence.startsWith("--dynamodb takes aws or a URL like"), sentence);
    assertTrue(sentence.endsWith("not '" + where + "'"), sentence);
  }
}
