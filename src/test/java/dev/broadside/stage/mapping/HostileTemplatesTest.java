package dev.broadside.stage.mapping;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that reach for Java, or never want to end: each ends soon, with a sentence. */
@Timeout(value = 60, unit = SECONDS)
final class HostileTemplatesTest {
  private static final String DEEP = "{\"a\":".repeat(900) + "1" + "}".repeat(900);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$input.class.forName('java.lang.Runtime')",
        "$input.body.getClass().getClassLoader()",
        "#set($x = '')$x.class",
        "#foreach($i in [0..999999999999])x#end",
        "#set($x = [-9223372036854775..9223372036854775])",
        "#foreach($i in [1..999])#foreach($j in [1..999])#foreach($k in [1..999])#end#end#end",
        "#set($s = 'x')#foreach($i in [1..99])#set($s = \"$s$s\")#end",
        "#set($s = 'x')#foreach($i in [1..99])#set($s = $s.concat($s))#end",
        "#set($s = 'xx')#foreach($i in [1..99])#set($s = $s.replace('x', $s))#end",
        "#set($s = 'xx')#foreach($i in [1..99])#set($s = $s.replaceAll('', $s))#end",
        "#set($s = 'x')#foreach($i in [1..99])#set($s = $util.urlEncode(\"%$s%\"))#set($s = \"$s$s\")#end",
        "#set($l = [1])#foreach($i in [1..99])#set($l = [$l, $l])#end$l",
        "#set($l = [1])#foreach($i in [1..99])#set($l = [$l, $l])#end#if($l == [1])#end",
        "#set($l = [1])#foreach($i in [1..99])#set($ok = $l.addAll($l))#end",
        "#set($l = [])#set($ok = $l.add($l))$l",
        "#set($n = 2)#foreach($i in [1..99])#set($n = $n * $n)#end",
        "#macro(again)#again()#end#again()",
        "#define($again)$again#end$again",
        "#define($d)#set($x = \"$d\")#end$d",
        "#if($input.body.matches('(.*)(.*)(.*)(.*)\\1z'))#end",
        "#set($s = $input.body)#foreach($i in [1..8])#set($s = \"$s$s\")#end"
            + "#if($s.matches('(\\{|\"|a|:|.)*X'))#end",
        "$input.path('$..*..*..*')",
        "$input.path('$..a..a..a..z')",
        "$input.path('$[?(@.a =~ /(a+)+b/)]')",
        "$input.path('$[?((((((((((((((((((((((((((((@.a')",
      })
  void aHostileTemplateEndsWithASentence(String template) {
    assertThrows(MappingException.class, () -> Rendered.of(template, DEEP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#if(true)", "#set($x = (", "$x[", "#set($x = [", "#set($x = \"$x[", "!"})
  void whatIsNestedWithoutEndIsRefusedOrText(String piece) {
    String template = "#set($y = " + piece.repeat(4_000);
    assertThrows(MappingException.class, () -> Rendered.of(template, "{}"));
  }
}
