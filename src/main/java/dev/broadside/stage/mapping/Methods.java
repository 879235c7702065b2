package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a template may call on a value. AWS lets it call those of Java's classes; these
 * are the ones that make sense in a template, with the same meaning. A name that stands in no table
 * is refused when the template is read. A method that a value of this type does not have gives
 * null, as in Velocity.
 */
final class Methods {
  /** Every name that can be called. */
  static final SortedSet<String> NAMES = names();

  private Methods() {}

  private static SortedSet<String> names() {
    String all =
        "add addAll base64Decode base64Encode booleanValue charAt concat contains containsKey"
            + " containsValue count doubleValue endsWith entrySet equals equalsIgnoreCase"
            + " escapeJavaScript get getKey getOrDefault getValue indexOf intValue isEmpty json"
            + " keySet lastIndexOf length longValue matches params parseDouble parseInt parseJson"
            + " path put putAll remove replace replaceAll replaceFirst set size split startsWith"
            + " subList substring toLowerCase toString toUpperCase trim urlDecode urlEncode values";
    return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(all.split(" "))));
  }

  static @Nullable Object call(@Nullable Object receiver, Arguments arguments) {
    Object result =
        switch (receiver) {
          case null -> null;
          case Receiver own -> own.call(arguments);
          case String text -> TextMethods.call(text, arguments);
          case List<?> list -> list(elements(list), arguments);
          case Map<?, ?> map -> map(members(map), arguments);
          case Values.Entry entry -> entry(entry, arguments);
          case Number number -> number(number, arguments);
          default -> null;
        };
    return result != null || receiver == null ? result : any(receiver, arguments);
  }

  /* Every list and map here was made by this package, and holds values. */
  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> elements(List<?> list) {
    return (List<@Nullable Object>) list;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  private static @Nullable Object any(Object receiver, Arguments arguments) {
    return switch (arguments.signature()) {
      case "toString/0" -> new Values(arguments.budget()).text(receiver);
      case "equals/1" -> new Comparison(arguments.budget()).equal(receiver, arguments.value(0));
      case "booleanValue/0" -> receiver instanceof Boolean ? receiver : null;
      default -> null;
    };
  }

  private static @Nullable Object list(List<@Nullable Object> list, Arguments arguments) {
    return switch (arguments.signature()) {
      case "size/0", "count/0" -> (long) list.size();
      case "isEmpty/0" -> list.isEmpty();
      case "get/1" -> list.get(arguments.index(0));
      case "contains/1" -> position(list, arguments) >= 0;
      case "indexOf/1" -> (long) position(list, arguments);
      case "add/1" -> list.add(arguments.value(0));
      case "add/2" -> {
        list.add(arguments.index(0), arguments.value(1));
        yield null;
      }
      case "set/2" -> list.set(arguments.index(0), arguments.value(1));
      case "remove/1" -> list.remove(arguments.index(0));
      case "addAll/1" ->
          arguments.value(0) instanceof List<?> more && list.addAll(copy(more, arguments));
      case "subList/2" -> copy(list.subList(arguments.index(0), arguments.index(1)), arguments);
      default -> null;
    };
  }

  private static List<@Nullable Object> copy(List<?> list, Arguments arguments) {
    arguments.budget().steps(list.size());
    return new ArrayList<>(list);
  }

  private static int position(List<@Nullable Object> list, Arguments arguments) {
    Comparison comparison = new Comparison(arguments.budget());
    for (int i = 0; i < list.size(); i++) {
      if (comparison.equal(list.get(i), arguments.value(0))) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Object map(Map<String, @Nullable Object> map, Arguments arguments) {
    Budget budget = arguments.budget();
    return switch (arguments.signature()) {
      case "get/1" -> map.get(arguments.text(0));
      case "getOrDefault/2" -> map.getOrDefault(arguments.text(0), arguments.value(1));
      case "containsKey/1" -> map.containsKey(arguments.text(0));
      case "containsValue/1" -> position(values(map, budget), arguments) >= 0;
      case "size/0", "count/0" -> (long) map.size();
      case "isEmpty/0" -> map.isEmpty();
      case "put/2" -> map.put(arguments.text(0), arguments.value(1));
      case "putAll/1" -> {
        if (arguments.value(0) instanceof Map<?, ?> more) {
          budget.steps(more.size());
          map.putAll(new LinkedHashMap<>(members(more)));
        }
        yield null;
      }
      case "remove/1" -> map.remove(arguments.text(0));
      case "keySet/0" -> keys(map, budget);
      case "values/0" -> values(map, budget);
      case "entrySet/0" -> entries(map, budget);
      default -> null;
    };
  }

  private static List<Object> keys(Map<String, @Nullable Object> map, Budget budget) {
    budget.steps(map.size());
    return new ArrayList<>(map.keySet());
  }

  static List<@Nullable Object> values(Map<String, @Nullable Object> map, Budget budget) {
    budget.steps(map.size());
    return new ArrayList<>(map.values());
  }

  private static List<Object> entries(Map<String, @Nullable Object> map, Budget budget) {
    budget.steps(map.size());
    List<Object> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(new Values.Entry(key, value)));
    return entries;
  }

  private static @Nullable Object entry(Values.Entry entry, Arguments arguments) {
    return switch (arguments.signature()) {
      case "getKey/0" -> entry.key();
      case "getValue/0" -> entry.value();
      default -> null;
    };
  }

  /** A template gets at Java's parsing through any number: {@code #set($n = 0) $n.parseInt(..)}. */
  private static @Nullable Object number(Number number, Arguments arguments) {
    return switch (arguments.signature()) {
      case "intValue/0", "longValue/0" -> number.longValue();
      case "doubleValue/0" -> number.doubleValue();
      case "parseInt/1" -> Long.valueOf(arguments.text(0));
      case "parseDouble/1" -> Double.valueOf(arguments.text(0));
      default -> null;
    };
  }
}
