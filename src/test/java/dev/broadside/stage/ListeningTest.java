package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {
  private static Listening take(String line) throws StageException {
    Map<String, String> options = new HashMap<>();
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      options.put(words[i], words[i + 1]);
    }
    Listening listening = Listening.take(options);
    assertTrue(options.isEmpty());
    return listening;
  }

  @ParameterizedTest
  @CsvSource({
    "'', 127.0.0.1, false",
    "--bind 127.0.0.2, 127.0.0.2, false",
    "--bind ::1, [0:0:0:0:0:0:0:1], false",
    "--bind 0.0.0.0 --expose yes, 127.0.0.1, true",
    "--bind 192.0.2.7 --expose yes, 192.0.2.7, true",
  })
  void anAddressIsWhereTheStageIsReached(String line, String host, boolean exposed)
      throws StageException {
    Listening listening = take(line);
    assertEquals(host, listening.host());
    assertEquals(exposed, listening.isExposed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bind 0.0.0.0 | --bind 0.0.0.0 opens functions and tables to whoever reaches this machine: say --expose yes too if that is meant",
        "--bind :: --expose no | --bind 0:0:0:0:0:0:0:0 opens functions and tables to whoever reaches this machine: say --expose yes too if that is meant",
        "--bind localhost | --bind takes an address like 127.0.0.1, ::1 or 0.0.0.0, not 'localhost'",
        "--expose please | --expose takes no or yes, not 'please'"
      })
  void exposureMustBeAskedForInSoManyWords(String line, String sentence) {
    StageException e = assertThrows(StageException.class, () -> take(line));
    assertEquals(sentence, e.getMessage());
  }

  @Test
  void tlsIsOffUnlessAskedForAndKeepsItsFilesWhereItIsTold() throws StageException {
    assertNull(take("").certificates());
    assertNull(take("--tls no").certificates());
    assertEquals(Path.of("/x/y"), take("--tls /x/y").certificates());
    assertEquals(
        Path.of(System.getProperty("user.home"), ".broadside", "tls"),
        take("--tls yes").certificates());
  }

  /** Every address of this machine but the loopback ones must be refused by the kernel. */
  @Test
  void aStageOnLoopbackIsReachedFromNowhereElse() throws Exception {
    List<InetSocketAddress> others;
    try (BareStage stage = BareStage.withAllRoutes()) {
      others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .map(address -> new InetSocketAddress(address, stage.port()))
              .toList();
      for (InetSocketAddress other : others) {
        try (Socket socket = new Socket()) {
          assertThrows(IOException.class, () -> socket.connect(other, 1_000));
          assertFalse(socket.isConnected());
        }
      }
    }
  }
}
