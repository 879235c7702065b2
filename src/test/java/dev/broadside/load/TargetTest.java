package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetTest {
  @Test
  void onlyAddressesOfTheFirstFamilyTakeTurns() throws Exception {
    InetAddress four = InetAddress.getByName("127.0.0.1");
    InetAddress otherFour = InetAddress.getByName("127.0.0.2");
    InetAddress six = InetAddress.getByName("::1");
    assertEquals(List.of(four, otherFour), Target.ofOneFamily(four, six, otherFour));
    assertEquals(List.of(six), Target.ofOneFamily(six, four));
  }
}
