package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StageStampsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  StageStampsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void timesOfOneClockAreKept() throws Exception {
    List<String> asked = new ArrayList<>();
    StageStamps stamps =
        new StageStamps(
            command -> {
              asked.add(command);
              return answer(System.nanoTime(), 3);
            });
    stamps.begin("k3v9q2");
    stamps.write(folder, 17);
    assertEquals(
        List.of("stamp k3v9q2", "stamps 17 " + folder.resolve("stage.csv").toAbsolutePath()),
        asked);
    assertEquals(true, Files.exists(folder.resolve("stage.csv")));
  }

  @Test
  void timesOfAnotherClockAreThrownAway() throws Exception {
    new StageStamps(command -> answer(System.nanoTime() + 3_600_000_000_000L, 3)).write(folder, 0);
    assertEquals(false, Files.exists(folder.resolve("stage.csv")));
  }

  @Test
  void aStageThatSawNothingOrDoesNotAnswerLeavesNoFile() throws Exception {
    new StageStamps(command -> answer(System.nanoTime(), 0)).write(folder, 0);
    assertEquals(false, Files.exists(folder.resolve("stage.csv")));
    StageStamps silent = new StageStamps(command -> null);
    silent.begin("k3v9q2");
    silent.write(folder, 0);
    assertEquals(false, Files.exists(folder.resolve("stage.csv")));
  }

  private @Nullable JsonNode answer(long nanos, int broadcasts) {
    try {
      Files.writeString(folder.resolve("stage.csv"), "#broadside/stage/1\n");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return JSON.createObjectNode().put("nanos", nanos).put("broadcasts", broadcasts);
  }
}
