package dev.broadside.conform;

/** How well a sentence about API Gateway is known. */
public enum Grade {
  /** AWS documents it. */
  D("documented"),
  /** Somebody captured it from the real service, and published that. */
  C("captured"),
  /** The service model or the SDKs' source says it. */
  M("service model"),
  /** Measured with the real SDKs. */
  X("measured"),
  /** Nobody says; this is the likeliest. */
  U("unknown, the likeliest");

  private final String word;

  Grade(String word) {
    this.word = word;
  }

  /** What the letter stands for. */
  public String word() {
    return word;
  }
}
