package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language of templates has, and the sentences about what it has not. */
final class SyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "#set($x = 'a')[$x|${x}b|$!x|$!{x}] ~ [a|ab|a|a]",
        "#set($x = {'a': {'b-c': [1, 2]}})$x.a['b-c'][1] $x.a.get('b-c').size() ~ 2 2",
        "#set($x = \"$context.routeKey!\")$x ~ sendMessage!",
        "#set($x = '$context.routeKey')$x ~ $context.routeKey",
        "#set($x = 7 / 2 + 7 % 4 * -1)$x #set($y = 7 / 2.0)$y ~ 03.5",
        "#set($x = 'a' + 1 + $none)$x ~ a1",
        "#foreach($i in [3..1])$i:$foreach.index$foreach.count#if($foreach.hasNext),#end#end"
            + " ~ 3:01,2:12,1:23",
        "#foreach($i in [1..9])#if($i == 3)#break#end$i#end ~ 12",
        "a#stop b ~ a",
        "#define($block)<$x>#end#set($x = 1)$block#set($x = 2)$block ~ <1><2>",
        "#macro(pair $a $b)($a,$b)#end#pair('x' 1) ~ (x,1)",
        "#if(1 < 2 && 'a' == 'a' and !(2 >= 3))yes#end ~ yes",
        "#if($none == 'a')a#elseif(1.0 == 1)b#{else}c#end ~ b",
        "price: $5, #hash, \\$x, \\#if, $, # ~ price: $5, #hash, $x, #if, $, #",
        "#[[$raw #if]]#a## comment ~ $raw #ifa",
        "a#* $block *#b ~ ab",
        "a#**#  #set($x = 1)b ~ ab",
        "a  #set($x = 1)b ~ a  b",
        "#set($s = 'a,b,,')$s.split(',').size() $s.substring(2, 3) $s.replace(',', ';') ~ 2 b a;b;;",
        "#set($m = {})#set($m.a = 1)#set($m['b'] = 2)$m #foreach($e in $m.entrySet())$e.key=$e.value"
            + " #end ~ {a=1, b=2} a=1 b=2 ",
        "#set($n = 0)$n.parseInt('12') $util.base64Decode($util.base64Encode('é')) ~ 12 é",
        "#set($l = [])#set($ok = $l.add('x'))$l $l.contains('x') $l.isEmpty() ~ [x] true false",
      })
  void theLanguageWorks(String template, String expected) throws MappingException {
    assertEquals(expected.trim(), Rendered.of(template, "{}").trim());
  }

  @Test
  void directivesTakeTheEndOfTheirLineAndSetTheBlanksAfterAnother() throws MappingException {
    String template = "a\n#set($x = 1)\n  #set($y = 1)\n#if($x == 1)\nb\n#end\nc";
    assertEquals("a\nb\nc", Rendered.of(template, "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a #if(true) ~ test:1:12: The block of #if that begins here has no #end.",
        "x #end ~ test:1:3: No block is open that #end could belong to.",
        "#set($x 1) ~ test:1:9: Here should be = after $x.",
        "#set(x = 1) ~ test:1:6: #set needs a reference before =, such as #set($name = 'text').",
        "#set($x = ) ~ test:1:11: Here should be a value (a reference, text, number, list or map),"
            + " not ')'.",
        "#set($x = 'a) ~ test:1:11: The text that begins here is not closed with '.",
        "${context.stage ~ test:1:16: The reference ${context.stage is not closed with }.",
        "#foreach($input in [1])#end ~ test:1:10: #foreach needs a variable of its own here, such as"
            + " $item.",
        "#foreach($i of [1])#end ~ test:1:13: Here should be in: #foreach($item in $list).",
        "$input.path('$.a ~ test:1:13: The text that begins here is not closed with '.",
        "#include('x') ~ test:1:1: API Gateway has no #include: write out what it would bring.",
        "#set($context.responseOverride.status = 400) ~ test:1:6: $context cannot be set: a"
            + " WebSocket API has no overrides in its mapping templates.",
        "$context.identity.put('a', 'b') ~ test:1:1: What is given cannot be changed here.",
        "$input.path('$.[') ~ test:1:1: '$.[' is no JSONPath.",
        "$util.parseJson('{') ~ test:1:1: $util.parseJson got no JSON: '{'.",
        "$util.base64Decode('?') ~ test:1:1: $util.base64Decode got no Base64: '?'.",
      })
  void aMistakeIsToldWithItsPlace(String template, String sentence) {
    assertEquals(sentence.trim(), Rendered.refusal(template, "{}").trim());
  }

  @Test
  void whatFailsInJavaIsToldWithItsPlace() {
    String sentence = Rendered.refusal("\n$input.body.substring(9)", "{}");
    assertTrue(sentence.startsWith("test:2:1: This fails: "), sentence);
  }

  @Test
  void aMethodThatIsNotSupportedIsRefusedWhenTheTemplateIsRead() {
    String sentence = Rendered.refusal("\n $util.toJson($context)", "{}");
    assertTrue(
        sentence.startsWith("test:2:7: The method toJson is not supported here. Supported: add, "));
  }

  @Test
  void aTemplateBeyondTheServiceModelsLimitIsRefused() {
    String sentence = Rendered.refusal("x".repeat(32 * 1024 + 1), "{}");
    assertTrue(sentence.endsWith("longer than 32K, the most that API Gateway takes."), sentence);
  }
}
