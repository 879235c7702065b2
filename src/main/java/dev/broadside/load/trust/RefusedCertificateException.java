package dev.broadside.load.trust;

import java.security.cert.CertificateException;

/** A server's certificate will not do; the message says which name, and why. */
public final class RefusedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1;

  RefusedCertificateException(String message, CertificateException cause) {
    super(message, cause);
  }
}
