package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any body and any text as a template. */
final class AnyTemplateTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String[] PIECES = {
    "$input",
    "$context",
    "$util",
    ".path(",
    ".json(",
    ".body",
    "'$.a'",
    "'$'",
    ")",
    "(",
    "$x",
    "${x}",
    "$!{x",
    "#set(",
    "#set($x = ",
    "#if(",
    "#elseif(",
    "#else",
    "#end",
    "#foreach($i in ",
    "#break",
    "#stop",
    "#define($x)",
    "#macro(m $a)",
    "#m(",
    "##",
    "#*",
    "*#",
    "#[[",
    "]]#",
    "[",
    "]",
    "{",
    "}",
    "[1..3]",
    "\"",
    "'",
    "\\",
    "$",
    "#",
    " ",
    "\n",
    ",",
    ":",
    "==",
    "!",
    "&&",
    "||",
    "+",
    "-",
    "*",
    "/",
    "%",
    "1",
    "0",
    "2.5",
    "true",
    "in",
    ".size()",
    ".get(",
    "$foreach.count",
    "\u0000",
    "\ud83d",
    "é"
  };

  @Property(tries = 500)
  void theWholeBodyAsJsonEqualsTheBody(@ForAll("json") JsonNode body)
      throws MappingException, IOException {
    String rendered = Rendered.json("$input.json('$')", body.toString());
    assertTrue(
        body.equals(AnyTemplateTest::compare, JSON.readTree(rendered)),
        () -> body + " became " + rendered);
  }

  @Property(tries = 500)
  void whatEscapeJavaScriptMakesIsTheSameTextInJson(@ForAll String text)
      throws MappingException, IOException {
    MappingInput input = Rendered.message("{}", Map.of("text", text));
    String rendered =
        MappingTemplate.parse(
                "test", "\"$util.escapeJavaScript($context.text).replaceAll(\"\\\\'\", \"'\")\"")
            .renderJson(input);
    assertEquals(text, JSON.readTree(rendered).textValue());
  }

  @Property(tries = 3000)
  void anyTextRendersOrIsRefusedWithItsPlace(@ForAll("templates") String template) {
    try {
      assertNotNull(Rendered.of(template, "{\"a\":[1,{\"b\":null}]}"));
    } catch (MappingException refusal) {
      assertTrue(String.valueOf(refusal.getMessage()).matches("(?s)test:\\d+:\\d+: .+"));
    }
  }

  private static int compare(JsonNode left, JsonNode right) {
    boolean same =
        (left.isNumber() && right.isNumber())
            ? left.decimalValue().compareTo(right.decimalValue()) == 0
            : left.equals(right);
    return same ? 0 : 1;
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.oneOf(
        Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join("", pieces)),
        Arbitraries.strings().ofMaxLength(60));
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return json(3);
  }

  private static Arbitrary<JsonNode> json(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).map(nodes::textNode),
            Arbitraries.longs().map(nodes::numberNode),
            Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                .ofScale(12)
                .map(nodes::numberNode),
            Arbitraries.of(nodes.nullNode(), nodes.booleanNode(true), nodes.booleanNode(false)));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> inner = json(depth - 1);
    Arbitrary<JsonNode> array =
        inner.list().ofMaxSize(4).map(items -> nodes.arrayNode().addAll(items));
    Arbitrary<JsonNode> object =
        Combinators.combine(
                Arbitraries.strings().ofMaxLength(5).list().ofSize(3), inner.list().ofSize(3))
            .as(
                (names, values) -> {
                  var members = nodes.objectNode();
                  for (int i = 0; i < 3; i++) {
                    members.set(names.get(i), values.get(i));
                  }
                  return members;
                });
    return Arbitraries.oneOf(leaf, array, object);
  }
}
