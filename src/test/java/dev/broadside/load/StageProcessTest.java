package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageProcessTest {

  @Test
  void faultsThatAreDueAtOnceEachHearTheirOwnAnswer() {
    StageProcess stage = new StageProcess();
    List<String> heard = new ArrayList<>();
    stage.fault("{\"kill\":\"5%\"}", answer -> heard.add("kill " + answer.get("hit")));
    stage.fault("{\"freeze\":\"10%\"}", answer -> heard.add("freeze " + answer.get("hit")));
    stage.hear("{\"faults\":{\"hit\":1}}");
    stage.hear("{\"faults\":{\"hit\":2}}");
    stage.hear("{\"faults\":{\"hit\":3}}");
    assertEquals(List.of("kill 1", "freeze 2"), heard);
  }
}
