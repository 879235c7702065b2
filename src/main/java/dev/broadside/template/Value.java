package dev.broadside.template;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A piece of a template, with the line where it stands. A resolved value contains no {@link Call}
 * and no {@link Nothing}.
 */
sealed interface Value {
  int line();

  /** What a person would call it, for messages. */
  String kind();

  /** A string, number or boolean, as written. */
  record Text(String text, int line) implements Value {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** A list. */
  record Items(List<Value> values, int line) implements Value {
    /** Takes a copy. */
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping in the order of the file. */
  record Fields(Map<String, Field> fields, int line) implements Value {
    /** Is not to be changed. */
    public Fields {
      fields = Collections.unmodifiableMap(fields);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** An intrinsic function, by its name without {@code Fn::} and {@code !}. */
  record Call(String function, Value argument, int line) implements Value {
    @Override
    public String kind() {
      return "the intrinsic " + function;
    }
  }

  /** {@code AWS::NoValue}: as if it were not there. */
  record Nothing(int line) implements Value {
    @Override
    public String kind() {
      return "AWS::NoValue";
    }
  }

  /** A value in a mapping, with the line of its key. */
  record Field(Value value, int line) {}
}
