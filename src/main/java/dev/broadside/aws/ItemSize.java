package dev.broadside.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How many bytes an item has where DynamoDB computes units and pages: the sum over its attributes
 * of the name's and the value's size.
 *
 * <ul>
 *   <li>Text and names: their bytes in UTF-8.
 *   <li>Number: one byte for two significant digits, rounded up, and one more. Zeros before and
 *       behind are not significant. AWS calls this approximate. That a sign takes one more byte is
 *       observed, not documented.
 *   <li>Binary: its raw bytes. True, false, null: 1.
 *   <li>List and map: 3, and for each element 1 and its size, a map's with its name.
 *   <li>Set: its elements. AWS names no overhead.
 * </ul>
 *
 * <p>The 100 bytes of overhead for each item that AWS names are for storage alone: they are in no
 * unit and in no page.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">DynamoDB
 *     item sizes and formats</a>
 * @see <a
 *     href="https://zaccharles.medium.com/calculating-a-dynamodb-items-size-and-consumed-capacity-d1728942eb7c">How
 *     to calculate a DynamoDB item's size (observed: zero, negative numbers)</a>
 */
public final class ItemSize {
  private static final long CONTAINER_BYTES = 3;
  private static final long ELEMENT_BYTES = 1;

  private ItemSize() {}

  /** The size of an item with these attributes. */
  public static long of(Map<String, ItemValue> item) {
    return item.entrySet().stream()
        .mapToLong(attribute -> utf8(attribute.getKey()) + value(attribute.getValue()))
        .sum();
  }

  /** The size of a value without its name. */
  public static long value(ItemValue value) {
    return switch (value) {
      case ItemValue.Text text -> utf8(text.text());
      case ItemValue.Digits digits -> number(new BigDecimal(digits.number()));
      case ItemValue.Binary binary -> binary.length();
      case ItemValue.Flag flag -> 1;
      case ItemValue.Listed list -> CONTAINER_BYTES + elements(list.elements());
      case ItemValue.Mapped map ->
          CONTAINER_BYTES + ELEMENT_BYTES * map.members().size() + of(map.members());
      case ItemValue.Several set -> set.elements().stream().mapToLong(ItemSize::value).sum();
    };
  }

  private static long elements(List<ItemValue> elements) {
    return elements.stream().mapToLong(element -> ELEMENT_BYTES + value(element)).sum();
  }

  private static long number(BigDecimal number) {
    if (number.signum() == 0) {
      return 1;
    }
    int digits = number.stripTrailingZeros().precision();
    return Math.ceilDiv(digits, 2) + 1 + (number.signum() < 0 ? 1 : 0);
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
