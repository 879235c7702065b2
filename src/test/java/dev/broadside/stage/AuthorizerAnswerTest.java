package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.stage.Policy.MalformedException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerAnswerTest {
  private static final String POLICY =
      "'policyDocument':{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}";

  private static AuthorizerAnswer read(String json) throws MalformedException {
    return AuthorizerAnswer.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theContextIsKeptAsTextsBesideThePrincipal() throws MalformedException {
    String context = "'context':{'s':'\\u00e9','n':1,'b':true,'none':null,'principalId':'other'}";
    assertEquals(
        "{\"principalId\":\"user\",\"s\":\"é\",\"n\":\"1\",\"b\":\"true\"}",
        read("{'principalId':'user'," + POLICY + "," + context + "}").authorizer());
    assertEquals(
        "{\"principalId\":\"user\"}", read("{'principalId':'user'," + POLICY + "}").authorizer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | it has no principalId",
        "{'principalId':''} | it has no principalId",
        "x | it is no JSON",
        "{'principalId':'u'} {} | it is no JSON",
        "{'principalId':'u','context':[]} | its context is no object",
        "{'principalId':'u','context':{'a':{}}} | its context has a list or an object in a: write it as text",
        "{'principalId':'u'} | its policyDocument has no Statement",
      })
  void whatIsNoAnswerIsMalformed(String json, String sentence) {
    assertEquals(sentence, assertThrows(MalformedException.class, () -> read(json)).getMessage());
  }

  @Test
  void eightKilobytesAreTheMost() throws MalformedException {
    String answer = "{'principalId':'user'," + POLICY + "}";
    String full = answer + " ".repeat(8_192 - answer.length());
    assertNotNull(read(full));
    assertEquals(
        "it has 8,193 bytes, more than 8 KB",
        assertThrows(MalformedException.class, () -> read(full + " ")).getMessage());
  }

  @Property
  void nothingElseIsThrown(@ForAll byte[] payload) {
    try {
      assertNotNull(AuthorizerAnswer.read(payload));
    } catch (MalformedException malformed) {
      assertNotNull(malformed.getMessage());
    }
  }
}
