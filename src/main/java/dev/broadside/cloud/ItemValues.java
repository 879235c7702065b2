package dev.broadside.cloud;

import dev.broadside.aws.ItemValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The SDK's items as {@link dev.broadside.aws.ItemSize} measures them. */
final class ItemValues {
  private ItemValues() {}

  static Map<String, ItemValue> of(Map<String, AttributeValue> item) {
    Map<String, ItemValue> values = new LinkedHashMap<>();
    item.forEach((name, value) -> values.put(name, of(value)));
    return values;
  }

  private static ItemValue of(AttributeValue value) {
    return switch (value.type()) {
      case S -> new ItemValue.Text(value.s());
      case N -> new ItemValue.Digits(value.n());
      case B -> new ItemValue.Binary(value.b().asByteArrayUnsafe().length);
      case SS -> new ItemValue.Several(each(value.ss(), ItemValue.Text::new));
      case NS -> new ItemValue.Several(each(value.ns(), ItemValue.Digits::new));
      case BS ->
          new ItemValue.Several(
              each(value.bs(), one -> new ItemValue.Binary(one.asByteArrayUnsafe().length)));
      case L -> new ItemValue.Listed(each(value.l(), ItemValues::of));
      case M -> new ItemValue.Mapped(of(value.m()));
      case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> new ItemValue.Flag();
    };
  }

  private static <T> List<ItemValue> each(List<T> all, Function<T, ItemValue> of) {
    List<ItemValue> values = new ArrayList<>(all.size());
    all.forEach(one -> values.add(of.apply(one)));
    return values;
  }
}
