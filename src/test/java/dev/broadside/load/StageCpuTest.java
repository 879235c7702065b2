package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StageCpuTest {
  private final Map<Long, Long> millis = new HashMap<>(Map.of(1L, 500L, 2L, 70L, 3L, 30L));
  private final StageCpu cpu = new StageCpu(millis::get);

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aRoleTakesWhatItsProcessesTookMeanwhile() throws Exception {
    JsonNode pids = json("{\"stage\":1,\"functions\":[2,3]}");
    cpu.begin(pids);
    millis.putAll(Map.of(1L, 900L, 2L, 100L, 3L, 45L));
    assertEquals(Map.of("stage", 400L, "functions", 45L), cpu.end(pids));
  }

  @Test
  void aProcessThatWasReplacedMakesItsRoleUnknown() throws Exception {
    cpu.begin(json("{\"stage\":1,\"functions\":[2]}"));
    Map<String, @Nullable Long> taken = cpu.end(json("{\"stage\":1,\"functions\":[3]}"));
    assertEquals(0L, taken.get("stage"));
    assertNull(taken.get("functions"));
  }

  @Test
  void aProcessThatCannotBeReadMakesItsRoleUnknown() throws Exception {
    JsonNode pids = json("{\"stage\":1,\"functions\":[2,9]}");
    cpu.begin(pids);
    assertNull(cpu.end(pids).get("functions"));
  }

  @Test
  void nothingIsKnownOfAWindowThatNeverBegan() throws Exception {
    assertEquals(Map.of(), cpu.end(json("{\"stage\":1}")));
  }
}
