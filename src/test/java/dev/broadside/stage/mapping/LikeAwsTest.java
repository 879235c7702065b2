package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Facts about AWS: documented, or captured by others. {@code src/docs/adr/0007} has the sources.
 */
final class LikeAwsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Captured: how a path renders.
        "$input.path('$.at') | {\"at\":{\"foo\":\"bar\"}} | {foo=bar}",
        "$input.path('$.at') | {\"at\":[{\"foo\":\"bar\"}]} | [{\"foo\":\"bar\"}]",
        "$input.path('$.at')[0] | {\"at\":[{\"foo\":\"bar\"}]} | {foo=bar}",
        "$input.path('$.at')[0] | {\"at\":[[{\"foo\":\"bar\"}]]} | [{\"foo\":\"bar\"}]",
        "$input.path('$.at') | {\"at\":{\"foo\":[{\"a\":\"b\"}]}} | {foo=[{\"a\":\"b\"}]}",
        "$input.path('$.at') | {\"at\":{\"a\":\"x\",\"b\":\"y\"}} | {a=x, b=y}",
        "$input.path('$.at').toString() | {\"at\":{\"a\":[{\"b\":\"c\"}]}} | {a=[{\"b\":\"c\"}]}",
        "[$input.path('$.at').b] | {\"at\":[]} | []",
        // Captured: the body.
        "$input.body | ~~ | {}",
        "$input.body | some raw data | some raw data",
        "[$input.body.access] | {\"some\":\"value\"} | []",
        "$util.urlEncode($input.body) | {\"some\": \"value\"} | %7B%22some%22%3A+%22value%22%7D",
        "[$util.urlEncode($input.body.access)] | {} | []",
        // Seen in the console: what is not there, as JSON.
        "$input.json('$.message') | \"text\" | \"\"",
        "$input.json('$.message') | no JSON | \"\"",
        "[$input.path('$.message')] | no JSON | []",
        // Documented.
        "$input.path('$.pets').count() | {\"pets\":[1,2,3]} | 3",
        "$input.path('$.things').size() | {\"things\":{\"1\":{},\"2\":{},\"3\":{}}} | 3",
        "$input.json('$.pets') | {\"pets\":[{\"id\": 1}]} | [{\"id\":1}]",
        "$util.escapeJavaScript(\"it's\").replaceAll(\"\\\\'\",\"'\") | {} | it's",
        "#set($o = $util.parseJson($input.path('$.e')))$o.k.arr[0] |"
            + " {\"e\":\"{\\\"k\\\":{\\\"arr\\\":[1,2,3]}}\"} | 1",
        // Reported: the document can be changed, and json shows it.
        "#set($b = $input.path('$'))#set($b.url = \"x/$b.id\")$input.json('$') | {\"id\":7} |"
            + " {\"id\":7,\"url\":\"x/7\"}",
      })
  void aTemplateRendersAsOnAws(String template, String body, String expected)
      throws MappingException {
    assertEquals(expected, Rendered.of(template, body));
  }

  /** Captured for a path without match, and for one to null. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"{}", "{\"x\":null}", "~~"})
  void whatIsMissingRendersNothingAndEqualsNullAndTheEmptyText(String body)
      throws MappingException {
    String template =
        """
        #set($r = $input.path('$.x')){"r": $r, "n": $r.n, "null": #if($r == $null)1#{else}0#end, \
        "empty": #if($r == "")1#{else}0#end}""";
    assertEquals("{\"r\": , \"n\": , \"null\": 1, \"empty\": 1}", Rendered.of(template, body));
  }

  /** Reported: a condition on what is missing holds. Velocity 2 sees that the other way. */
  @Test
  void aConditionOnWhatIsMissingHoldsUnlessChosenOtherwise() throws MappingException {
    String template = "#if($input.path('$.x'))yes#{else}no#end";
    assertEquals("yes", Rendered.of(template, "{}"));
    assertEquals(
        "no",
        MappingTemplate.parse("test", template, EmptyIs.FALSE).render(Rendered.message("{}")));
  }

  @Test
  void parametersAreSearchedInPathThenQueryThenHeader() throws MappingException {
    MappingInput.Params params =
        new MappingInput.Params(
            Map.of("a", "path"), Map.of("a", "query", "b", "query"), Map.of("b", "h", "c", "h"));
    MappingInput input = new MappingInput("{}", params, Map.of(), Map.of("stage", "blue"));
    String template =
        "$input.params('a') $input.params('b') $input.params('c') [$input.params('d')]"
            + " $stageVariables.stage ${stageVariables['stage']}"
            + " $input.params().header.c $input.params().keySet()";
    assertEquals(
        "path query h [] blue blue h [path, querystring, header]",
        MappingTemplate.parse("test", template).render(input));
  }

  /** The documented template that passes every parameter on, in its shape. */
  @Test
  void loopsOverParametersGiveJson() throws MappingException {
    MappingInput.Params params =
        new MappingInput.Params(Map.of(), Map.of("q", "it\"s"), Map.of("Host", "h"));
    String template =
        """
        #set($all = $input.params())
        {
          #foreach($kind in $all.keySet())
          #set($some = $all.get($kind))
          "$kind": {
            #foreach($name in $some.keySet())
            "$name": "$util.escapeJavaScript($some.get($name))"
            #if($foreach.hasNext),#end
            #end
          }
          #if($foreach.hasNext),#end
          #end
        }
        """;
    assertEquals(
        "{\"path\":{},\"querystring\":{\"q\":\"it\\\"s\"},\"header\":{\"Host\":\"h\"}}",
        MappingTemplate.parse("test", template)
            .renderJson(new MappingInput("", params, Map.of(), Map.of()))
            .replaceAll("\\s", ""));
  }

  @Test
  void theContextIsThere() throws MappingException {
    assertEquals(
        "L0SM9cOFvHcCIhw= 1731324924553 127.0.0.1 [] []",
        Rendered.of(
            "$context.connectionId $context.connectedAt $context.identity.sourceIp"
                + " [$context.authorizer.principalId] [$context.error.message]",
            "{}"));
  }
}
