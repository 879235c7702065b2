package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StageAddressTest {
  @Test
  void anAddressUnderExecuteApiTellsTheApiTheRegionAndTheStage() {
    assertEquals(
        Optional.of(new StageAddress("a1b2c3", "eu-central-1", "prod")),
        StageAddress.of("wss://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod?room=room-1"));
    assertEquals(
        Optional.of(new StageAddress("a1b2c3", "cn-north-1", "prod")),
        StageAddress.of("wss://a1b2c3.execute-api.cn-north-1.amazonaws.com.cn/prod/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "ws://127.0.0.1:8080",
        "wss://chat.example.com/prod",
        "wss://a1b2c3.execute-api.eu-central-1.amazonaws.com",
        "wss://a1b2c3.execute-api.eu-central-1.amazonaws.com.example.com/prod",
        "wss://${HOST}/prod"
      })
  void everythingElseTellsNothing(String target) {
    assertEquals(Optional.empty(), StageAddress.of(target));
  }
}
