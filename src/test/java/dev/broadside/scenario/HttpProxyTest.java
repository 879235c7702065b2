package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpProxyTest {
  @Test
  void userAndPasswordAreDecodedAndNotPrinted() {
    HttpProxy proxy = HttpProxy.of("http://m%C3%A9:p%40ss:+@proxy.example.com:3128/");
    assertEquals(new HttpProxy("proxy.example.com", 3128, "mé", "p@ss:+"), proxy);
    assertEquals("proxy.example.com:3128", proxy.toString());
    assertEquals(new HttpProxy("p", 1, null, ""), HttpProxy.of("http://p:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com:3128",
        "https://me:s3cret@proxy.example.com:3128",
        "http://me:s3cret@proxy.example.com",
        "http://me:s3cret@proxy.example.com:3128/x",
        "http://me:s3 cret@proxy.example.com:3128"
      })
  void whatIsNoProxyIsRefusedAndNotRepeated(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> HttpProxy.of(url));
    assertFalse(refused.toString().contains("proxy.example.com"), refused::toString);
  }
}
