package dev.broadside.template;

/**
 * A template that the local stage cannot run. The message starts with {@code file:line} and says
 * what is supported.
 */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates one from its sentence. */
  public TemplateException(String message) {
    super(message);
  }
}
