package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** By which way connections leave. */
@Timeout(180)
final class RouteTest {
  private static Reach from(String... addresses) {
    return new Reach(null, false, List.of(addresses), null);
  }

  private static Reach by(@Nullable String proxy) {
    return new Reach(null, false, List.of(), proxy);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // Elsewhere 127.0.0.2 is nobody's until somebody adds it.
  void connectionsLeaveByEachAddressInTurn() throws Exception {
    try (OpenStage stage = OpenStage.open();
        Dial dial = new Dial(stage.address(), from("127.0.0.2", "127.0.0.3"))) {
      assertEquals("open from 127.0.0.2", dial.open());
      assertEquals("open from 127.0.0.3", dial.open());
      assertEquals("open from 127.0.0.2", dial.open());
    }
  }

  @Test
  void anAddressOfAnotherMachineOrFamilyIsRefused() {
    // 192.0.2.1 belongs to nobody (RFC 5737).
    assertRefused("connect.from names 192.0.2.1, which is no address", from("192.0.2.1"));
    assertRefused("connect.from names 127.0.0.1, and the way to ::1 begins", from("127.0.0.1"));
  }

  private static void assertRefused(String sentence, Reach reach) {
    LoadException refused =
        assertThrows(
            LoadException.class,
            () -> Target.resolve(URI.create("ws://[::1]:1/"), Route.of(reach)));
    assertTrue(
        String.valueOf(refused.getMessage()).replace("[", "").replace("]", "").startsWith(sentence),
        refused::getMessage);
  }

  @Test
  void aTunnelIsAskedForTheNameAndCarriesTheHandshake() throws Exception {
    try (OpenStage stage = OpenStage.open();
        TestProxy proxy = new TestProxy(stage.address().getPort(), null);
        Dial dial = new Dial(URI.create("ws://stage.invalid:7/prod"), by(proxy.url("")))) {
      assertEquals("open from 127.0.0.1", dial.open());
      assertEquals(Set.of("CONNECT stage.invalid:7 HTTP/1.1"), new TreeSet<>(proxy.asked()));
    }
  }

  @Test
  void aProxyThatWantsAPasswordGetsOneOrIsNamed() throws Exception {
    try (OpenStage stage = OpenStage.open();
        TestProxy proxy = new TestProxy(stage.address().getPort(), "me:p@ss")) {
      assertEquals("open from 127.0.0.1", dial(proxy.url("me:p%40ss@")));
      String refused = dial(proxy.url("me:s3cret@"));
      assertEquals("the proxy let nobody through: HTTP 407", refused);
      assertTrue(Failures.remedy(refused).startsWith("check connect.proxy"));
    }
  }

  @Test
  void aProxyThatIsNotThereIsNotTakenForTheStage() throws Exception {
    try (Socket taken = new Socket()) { // Nobody else listens there meanwhile, nor does it.
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertEquals(
          "the proxy: connection refused", dial("http://127.0.0.1:" + taken.getLocalPort()));
    }
  }

  private static String dial(String proxy) throws Exception {
    try (Dial dial = new Dial(URI.create("ws://stage.invalid:7/prod"), by(proxy))) {
      return dial.open();
    }
  }
}
