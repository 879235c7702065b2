package dev.broadside.stage.mapping;

/**
 * Ends a rendering with a sentence, from wherever it is. {@link MappingTemplate} adds the place in
 * the template; nothing outside of this package sees it.
 */
final class RenderingStop extends RuntimeException {
  private static final long serialVersionUID = 1;

  RenderingStop(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
