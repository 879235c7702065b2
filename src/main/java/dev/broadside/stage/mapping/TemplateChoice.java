package dev.broadside.stage.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a body, once its selection expression gave a key. */
public sealed interface TemplateChoice {
  /** The key of the template that is taken where none has the selected key. */
  String DEFAULT = "$default";

  /** Render this template. */
  record Render(MappingTemplate template) implements TemplateChoice {}

  /** Pass the body on as it is. */
  record PassThrough() implements TemplateChoice {}

  /** Refuse the body: an unsupported media type, 415. */
  record Refuse() implements TemplateChoice {}

  /** What happens to a body for which no template is found, by the names that AWS gives it. */
  enum Behavior {
    /** It passes as it is. */
    WHEN_NO_MATCH,
    /** It passes as it is if there is no template at all, and is refused otherwise. */
    WHEN_NO_TEMPLATES,
    /** It is refused. */
    NEVER
  }

  /** Chooses among the templates of an integration. */
  static TemplateChoice of(Map<String, MappingTemplate> templates, String key, Behavior behavior) {
    @Nullable MappingTemplate template = templates.getOrDefault(key, templates.get(DEFAULT));
    if (template != null) {
      return new Render(template);
    }
    return switch (behavior) {
      case WHEN_NO_MATCH -> new PassThrough();
      case WHEN_NO_TEMPLATES -> templates.isEmpty() ? new PassThrough() : new Refuse();
      case NEVER -> new Refuse();
    };
  }
}
