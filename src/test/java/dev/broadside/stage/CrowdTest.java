package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CrowdTest {
  @ParameterizedTest
  @CsvSource({"20000, 19000", "1024, 768", "256, 192", "9223372036854775807, 1048576"})
  void someDescriptorsAreKeptForTheStageItself(long descriptors, int clients) {
    assertEquals(clients, Crowd.most(descriptors));
  }

  @Test
  void oneTooManyIsAnswered503UntilSomebodyLeaves() throws Exception {
    Crowd crowd = new Crowd(3);
    try (BareStage stage = new BareStage(new Doorway(crowd, null), null, Rules.USUAL)) {
      List<RawHttp> inside = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        inside.add(stage.openRaw());
      }
      for (int i = 0; i < 20; i++) {
        try (RawHttp late = new RawHttp(stage.port())) {
          assertTrue(late.readHead().startsWith("http/1.1 503 "));
          assertEquals(0, late.read(1).length);
        }
      }
      assertEquals(
          10, inside.get(0).send(RawHttp.frame(9, true, new byte[0])).readFrame().opcode());
      inside.remove(2).close();
      Await.until(() -> crowd.inside() == 2);
      inside.add(stage.openRaw());
      for (RawHttp one : inside) {
        one.close();
      }
    }
  }
}
