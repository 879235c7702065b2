package dev.broadside.kube;

/** The injectors of a run cannot be had from a cluster; the message says why and what to do. */
public final class KubeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A sentence for the user. */
  public KubeException(String message) {
    super(message);
  }

  /** A sentence for the user, and where it comes from. */
  public KubeException(String message, Throwable cause) {
    super(message, cause);
  }
}
