package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BroadcastLogTest {
  private static final long MS = 1_000_000;

  @Test
  void aBroadcastIsALineWithWhenEachShareOfItsAudienceHadIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(BroadcastLog.FILE);
    Ledger ledger = new Ledger(new Ledger.Size(10, 1, 2), Duration.ofMillis(500), Duration.ZERO);
    for (int i = 0; i < 10; i++) {
      ledger.joined(i, -MS);
    }
    for (int number = 0; number < 2; number++) {
      ledger.open(number, 0, true, (1 + number) * 1_000 * MS);
      assertTrue(ledger.sent(number, (1 + number) * 1_000 * MS + MS / 2));
    }
    for (int i = 0; i < 10; i++) {
      ledger.arrived(i, 0, 1_000 * MS + (i + 1) * MS);
    }
    ledger.arrived(3, 1, 2_010 * MS);
    try (BroadcastLog log = new BroadcastLog(file, 200 * MS)) {
      ledger.settle(10_000 * MS).forEach(log::settled);
      log.flush();
      assertEquals(
          """
          #broadside/broadcasts/1
          number,room,intended,sent,expected,delivered,r0,r10,r20,r30,r40,r50,r60,r70,r80,r90,r99,r100
          0,0,800000,500,10,10,1000,1000,2000,3000,4000,5000,6000,7000,8000,9000,10000,10000
          1,0,1800000,500,10,1,10000,10000,,,,,,,,,,
          """,
          Files.readString(file));
    }
  }
}
