package dev.broadside.stage.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that is called, with its evaluated arguments. */
final class Arguments {
  private final String method;
  private final List<@Nullable Object> values;
  private final Budget budget;

  Arguments(String method, List<@Nullable Object> values, Budget budget) {
    this.method = method;
    this.values = values;
    this.budget = budget;
  }

  /** The method's name and the number of arguments, such as {@code substring/2}. */
  String signature() {
    return method + "/" + values.size();
  }

  Budget budget() {
    return budget;
  }

  @Nullable Object value(int index) {
    return values.get(index);
  }

  /** An argument as text; what is missing is the empty text. */
  String text(int index) {
    return new Values(budget).text(values.get(index));
  }

  /** An argument that counts or points. */
  int index(int index) {
    if (values.get(index) instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw new RenderingStop(method + " needs a whole number, and got '" + text(index) + "'.");
  }
}
