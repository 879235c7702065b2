package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Every summary that the types allow, sensible or not. */
final class AnySummary {
  private static final Arbitrary<String> TEXT =
      Arbitraries.oneOf(
          Arbitraries.strings().all().ofMaxLength(30),
          Arbitraries.of(
                  "local", "<b>&amp;\"'</b>", "]]>", "a\nb\u0000\u001b[31m\u202e", "|*_`#@$", "")
              .map(s -> s));
  private static final Arbitrary<Long> COUNT =
      Arbitraries.oneOf(Arbitraries.longs().between(0, 10_000), Arbitraries.longs());
  private static final Arbitrary<Double> MILLIS =
      Arbitraries.oneOf(
          Arbitraries.doubles().between(0, 10_000),
          Arbitraries.doubles(),
          Arbitraries.of(
              Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE));

  private AnySummary() {}

  static Arbitrary<RunSummary> arbitrary() {
    return ofRecord(RunSummary.class).map(RunSummary.class::cast);
  }

  private static Arbitrary<?> of(AnnotatedType annotated) {
    Arbitrary<?> values = ofType(annotated);
    return annotated.isAnnotationPresent(Nullable.class) ? values.injectNull(0.3) : values;
  }

  private static Arbitrary<?> ofType(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (annotated instanceof AnnotatedParameterizedType generic
        && type instanceof ParameterizedType parameterized) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      return parameterized.getRawType() == List.class
          ? of(arguments[0]).list().ofMaxSize(4)
          : Arbitraries.maps(TEXT, of(arguments[1])).ofMaxSize(4);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Object.class) {
      return Arbitraries.oneOf(
          List.of(TEXT, COUNT, MILLIS, TEXT.list().ofMaxSize(2), TEXT.map(t -> Map.of(t, t))));
    }
    if (plain.isEnum()) {
      return Arbitraries.of(plain.getEnumConstants());
    }
    return plain.isRecord() ? ofRecord(plain) : ofScalar(plain);
  }

  private static Arbitrary<?> ofScalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> TEXT;
      case "long", "Long" -> COUNT;
      case "int" -> Arbitraries.integers();
      case "boolean" -> Arbitraries.of(true, false);
      case "Double" -> MILLIS;
      default -> throw new AssertionError("No values for " + type);
    };
  }

  private static Arbitrary<?> ofRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Arbitrary<?>> parts =
        Arrays.stream(components).<Arbitrary<?>>map(c -> of(c.getAnnotatedType())).toList();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return Combinators.combine(parts.stream().map(p -> p.map(v -> (Object) v)).toList())
          .as(values -> create(constructor, values));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static Object create(Constructor<?> constructor, List<Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
