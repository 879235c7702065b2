package dev.broadside.template;

import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys mean something, read by type.
 *
 * @param what what it is the mapping of, for messages, such as {@code Parameter Lookup}
 */
record Section(Source source, String what, Fields mapping) {

  /** The mapping in a field; what is wrong with it as a whole is said of the line of its key. */
  static Section of(Source source, String what, Field field) throws TemplateException {
    if (field.value() instanceof Fields fields) {
      return new Section(source, what, new Fields(fields.fields(), field.line()));
    }
    throw source.refusal(
        field.line(), what + " must be a mapping, not " + field.value().kind() + ".");
  }

  /** Refuses every key that is not known. */
  Section only(Collection<String> known) throws TemplateException {
    for (Map.Entry<String, Field> entry : entries()) {
      if (!known.contains(entry.getKey())) {
        throw source.unknown(entry.getValue().line(), "The key of " + what, entry.getKey(), known);
      }
    }
    return this;
  }

  Collection<Map.Entry<String, Field>> entries() {
    return mapping.fields().entrySet();
  }

  @Nullable Field field(String key) {
    return mapping.fields().get(key);
  }

  boolean has(String key) {
    return mapping.fields().containsKey(key);
  }

  /** The line of a key, or of the mapping where the key is missing. */
  int line(String key) {
    Field field = field(key);
    return field == null ? mapping.line() : field.line();
  }

  TemplateException refusal(String key, String sentence) {
    return source.refusal(line(key), sentence);
  }

  /** The text of a key, or null where the key is missing. */
  @Nullable String text(String key) throws TemplateException {
    Field field = field(key);
    return field == null ? null : text(key, field.value());
  }

  String text(String key, String fallback) throws TemplateException {
    String text = text(key);
    return text == null ? fallback : text;
  }

  String requiredText(String key) throws TemplateException {
    String text = text(key);
    if (text == null || text.isBlank()) {
      throw refusal(key, what + " needs " + key + ".");
    }
    return text;
  }

  /** A text that must be one of a few. */
  String choice(String key, String fallback, List<String> supported) throws TemplateException {
    String text = text(key, fallback);
    if (!supported.contains(text)) {
      throw source.unknown(line(key), key + " of " + what, text, supported);
    }
    return text;
  }

  int integer(String key, int fallback, int least, int most) throws TemplateException {
    String text = text(key);
    if (text == null) {
      return fallback;
    }
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw refusal(
          key,
          key
              + " of "
              + what
              + " is '"
              + text
              + "': write a whole number from "
              + least
              + " to "
              + most
              + ".");
    }
    return number;
  }

  /** The texts in a list; none where the key is missing. */
  List<String> texts(String key) throws TemplateException {
    List<String> texts = new ArrayList<>();
    for (Value item : items(key)) {
      texts.add(text(key, item));
    }
    return texts;
  }

  /** The mapping under a key, or an empty one where it is missing. */
  Section section(String key) throws TemplateException {
    Field field = field(key);
    return field == null
        ? new Section(source, key, new Fields(Map.of(), mapping.line()))
        : of(source, key + " of " + what, field);
  }

  /** The mappings in a list; none where the key is missing. */
  List<Section> sections(String key) throws TemplateException {
    List<Section> sections = new ArrayList<>();
    for (Value item : items(key)) {
      sections.add(of(source, "An entry in " + key + " of " + what, new Field(item, item.line())));
    }
    return sections;
  }

  private List<Value> items(String key) throws TemplateException {
    Field field = field(key);
    if (field == null) {
      return List.of();
    }
    if (field.value() instanceof Items items) {
      return items.values();
    }
    throw refusal(key, key + " of " + what + " must be a list, not " + field.value().kind() + ".");
  }

  private String text(String key, Value value) throws TemplateException {
    if (value instanceof Text text) {
      return text.text();
    }
    throw source.refusal(
        value.line(), key + " of " + what + " must be a text, not " + value.kind() + ".");
  }
}
