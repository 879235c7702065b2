package dev.broadside.aws;

import java.util.List;
import java.util.Map;

/** A DynamoDB attribute's value, of one of its types, as far as its size depends on it. */
public sealed interface ItemValue {

  /** A string. */
  record Text(String text) implements ItemValue {}

  /** A number, as it is written: digits, at most one point, perhaps a sign and an exponent. */
  record Digits(String number) implements ItemValue {}

  /** Binary data, by its raw length, not that of its base64. */
  record Binary(int length) implements ItemValue {}

  /** True, false or null. */
  record Flag() implements ItemValue {}

  /** A list. */
  record Listed(List<ItemValue> elements) implements ItemValue {}

  /** A map. */
  record Mapped(Map<String, ItemValue> members) implements ItemValue {}

  /** A set of strings, numbers or binaries. */
  record Several(List<ItemValue> elements) implements ItemValue {}
}
