package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is read, the reader either understands it or throws a refusal with file and line. */
final class GarbageTest {
  private static final String[] WORDS = {
    "Resources",
    "Type",
    "Properties",
    "Api",
    "AWS::ApiGatewayV2::Api",
    "AWS::DynamoDB::Table",
    "!Ref ",
    "!Sub ",
    "!GetAtt ",
    "!If ",
    "!Foo ",
    "Fn::Join",
    "Ref",
    "Condition",
    "Conditions",
    "Parameters",
    "Default",
    "Number",
    "DependsOn",
    "${Api}",
    "${",
    "Api.Arn",
    "KeySchema",
    "[",
    "]",
    "{",
    "}",
    ": ",
    ", ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\"",
    "'",
    "&a ",
    "*a",
    "|",
    ">",
    "#",
    "? ",
    "!!binary ",
    "<<",
    "~",
    "5",
    "-1",
    "\t",
    "\u0000",
    "\\u0041",
    "%",
    "@",
    "\ud83d"
  };

  private static final String[] KEYS = {
    "Ref",
    "Fn::Sub",
    "Fn::Join",
    "Fn::If",
    "Fn::GetAtt",
    "Fn::Select",
    "Fn::Split",
    "Fn::Equals",
    "Fn::And",
    "Fn::Not",
    "Fn::FindInMap",
    "Fn::Base64",
    "Type",
    "Properties",
    "Condition"
  };

  @Property(tries = 2000)
  void noTextThrowsAnythingButARefusal(@ForAll("texts") String text) {
    readsOrRefuses(text);
  }

  @Property(tries = 2000)
  void noSpoiltTemplateThrowsAnythingButARefusal(
      @ForAll("positions") double at,
      @ForAll("positions") double length,
      @ForAll("texts") String by) {
    String text = Templates.SMALL;
    int from = (int) (at * text.length());
    int to = from + (int) (length * length * length * (text.length() - from));
    readsOrRefuses(text.substring(0, from) + by + text.substring(to));
  }

  @Property(tries = 1000)
  void noJsonThrowsAnythingButARefusal(@ForAll("json") String json) {
    readsOrRefuses("{\"Resources\": {\"A\": " + json + "}, \"Conditions\": " + json + "}");
    readsOrRefuses(Templates.SMALL.replace("V: value", "V: " + json));
  }

  private static void readsOrRefuses(String text) {
    try {
      assertNotNull(TemplateReader.read("any.yaml", text, Map.of()));
    } catch (TemplateException refusal) {
      assertTrue(String.valueOf(refusal.getMessage()).matches("(?s)any\\.yaml:\\d+: .+[.?]"));
    }
  }

  @Provide
  Arbitrary<Double> positions() {
    return Arbitraries.doubles().between(0, 1);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(WORDS).list().ofMaxSize(30).map(parts -> String.join("", parts));
    return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(100));
  }

  @Provide
  Arbitrary<String> json() {
    return json(4);
  }

  private static Arbitrary<String> json(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS).map(GarbageTest::quoted),
            Arbitraries.of("true", "null", "[]", "{}", "7", "-1.5e300"));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = json(depth - 1);
    Arbitrary<String> list =
        inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
    Arbitrary<String> mapping =
        Combinators.combine(Arbitraries.of(KEYS), inner)
            .as((key, value) -> "{" + quoted(key) + ":" + value + "}");
    return Arbitraries.frequencyOf(Tuple.of(1, leaf), Tuple.of(2, list), Tuple.of(4, mapping));
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < ' ' || c == '"' || c == '\\'
                    ? String.format("\\u%04x", c)
                    : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
