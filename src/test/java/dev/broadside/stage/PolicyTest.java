package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.stage.Policy.MalformedException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARN =
      "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/$connect";

  private static boolean allows(String statements) throws Exception {
    return Policy.read(JSON.readTree("{\"Statement\":%s}".formatted(statements).replace('\'', '"')))
        .allows("execute-api:Invoke", ARN);
  }

  private static String statement(String effect, String action, String resource) {
    return "{'Effect':'%s','Action':%s,'Resource':%s}".formatted(effect, action, resource);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'execute-api:Invoke' | '" + ARN + "' | true",
        "'execute-api:*' | '*' | true",
        "'*' | 'arn:aws:execute-api:us-east-1:*:abcdef1234/prod/*' | true",
        "'EXECUTE-API:invoke' | 'arn:aws:execute-api:*' | true",
        "['a','execute-api:I?voke'] | ['b','*/prod/$connect'] | true",
        "'execute-api:ManageConnections' | '*' | false",
        "'execute-api:Invoke' | 'arn:aws:execute-api:us-east-1:123456789012:abcdef1234/test/*' | false",
        "'execute-api:Invoke' | 'ARN:*' | false",
        "'execute-api:Invoke' | '*/prod/' | false",
      })
  void actionAndResourceMustMatch(String action, String resource, boolean allowed)
      throws Exception {
    assertEquals(allowed, allows(statement("Allow", action, resource)));
  }

  @Test
  void anExplicitDenyWinsAndSilenceDenies() throws Exception {
    String allow = statement("Allow", "'*'", "'*'");
    String deny = statement("Deny", "'*'", "'*/$connect'");
    assertEquals(false, allows("[" + allow + "," + deny + "]"));
    assertEquals(false, allows("[" + deny + "," + allow + "]"));
    assertEquals(true, allows("[" + allow + "," + statement("Deny", "'*'", "'x'") + "]"));
    assertEquals(false, allows("[]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | its policyDocument has no Statement",
        "[{'Effect':'allow','Action':'*','Resource':'*'}] | the Effect of a Statement is neither Allow nor Deny",
        "{'Effect':'Allow','Resource':'*'} | the Action of a Statement is no text",
        "{'Effect':'Allow','Action':[],'Resource':'*'} | the Action of a Statement is empty",
        "{'Effect':'Allow','Action':'*','Resource':[7]} | the Resource of a Statement is no text",
        "{'Effect':'Allow','Condition':{}} | a Statement has Condition, which the local stage does not evaluate",
        "[7] | the Effect of a Statement is neither Allow nor Deny",
      })
  void whatIsNoStatementIsMalformed(String statements, String sentence) {
    assertEquals(
        sentence, assertThrows(MalformedException.class, () -> allows(statements)).getMessage());
  }

  @Property
  void wildcardsMatchAsTheyDoInAPattern(
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 8) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String text) {
    String regex =
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining());
    assertEquals(text.matches(regex), Wildcards.match(pattern, text));
  }

  @Test
  @Timeout(20)
  void noPatternTakesLong() {
    assertEquals(false, Wildcards.match("*a".repeat(2_000) + "b", "a".repeat(4_000)));
  }
}
