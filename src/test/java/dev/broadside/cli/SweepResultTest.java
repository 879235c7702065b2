package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SweepResultTest {
  @Test
  void theExitCodeIsTheWorstWhateverTheOrder() {
    List<Integer> worstFirst = List.of(143, 130, 1, 3, 2, 0);
    for (int i = 0; i < worstFirst.size(); i++) {
      for (int j = i; j < worstFirst.size(); j++) {
        assertEquals(worstFirst.get(i), SweepResult.worse(worstFirst.get(i), worstFirst.get(j)));
        assertEquals(worstFirst.get(i), SweepResult.worse(worstFirst.get(j), worstFirst.get(i)));
      }
    }
  }

  @Test
  void aRunThatMeasuredNothingKeepsItsLineAndItsPlace() throws Exception {
    SweepResult result = new SweepResult();
    result.add("room-100", 1, null);
    assertEquals(1, result.exitCode());
    assertEquals("[ null ]", result.json());
    assertEquals(
        List.of("run", "room-100"),
        result.table().lines().map(line -> line.substring(0, line.indexOf(' '))).toList());
  }
}
