package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told to do about a connection that failed. */
final class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "connection refused, nothing listens there",
    "the proxy: connection refused, check the host and the port in connect.proxy",
    "the proxy: no answer to the TCP connect, check the host and the port in connect.proxy",
    "the proxy let nobody through: HTTP 407, 'check connect.proxy, its user'",
    "TLS: the certificate of a.example expired at 2020-01-31T00:00:00Z, check this machine's clock",
    "TLS: the certificate of a.example is valid from 2030-01-01T00:00:00Z on, check this machine's",
    "'TLS: the certificate of a.example is issued by ''CN=B'', whom this machine does not trust',"
        + "name its issuer's file",
    "TLS: the certificate is for b.example and not for a.example, connect to a name that it has"
  })
  void theRemedyIsForWhatIsWrong(String reason, String remedy) {
    String told = Failures.remedy(reason);
    assertTrue(told.startsWith(remedy), told);
  }
}
