package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  private static final Instant START = Instant.parse("2026-11-21T07:15:00Z");

  @Test
  void isPartialUntilItIsFinished(@TempDir Path reports) throws IOException {
    RunFolder folder = RunFolder.create(reports, "smoke", START);
    assertEquals("smoke-20261121T071500Z.partial", folder.path().getFileName().toString());
    folder.writeJson("a.json", Map.of("a", 1));
    Path whole = folder.finish();
    assertEquals("smoke-20261121T071500Z", whole.getFileName().toString());
    assertTrue(Files.exists(whole.resolve("a.json")));
  }

  @Test
  void twoRunsOfOneSecondGetFoldersOfTheirOwn(@TempDir Path reports) throws IOException {
    RunFolder.create(reports, "smoke", START).finish();
    RunFolder second = RunFolder.create(reports, "smoke", START);
    RunFolder third = RunFolder.create(reports, "smoke", START);
    assertEquals("smoke-20261121T071500Z-2.partial", second.path().getFileName().toString());
    assertEquals("smoke-20261121T071500Z-3.partial", third.path().getFileName().toString());
  }
}
