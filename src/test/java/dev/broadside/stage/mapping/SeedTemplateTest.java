package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The template that the design history-chat lives by: a user's connection becomes an item. A text
 * has quotes in the template and a number has none, and what confuses them is told where.
 */
final class SeedTemplateTest {
  private static final String PUT_ITEM =
      """
      #set($root = $input.path('$'))
      {
        "TableName": "connected",
        "Item": {
          "connectionId": {"S": "$root.socket.connectionId"},
          "connectedAt": {"N": "$root.socket.connectedAt"}
        },
        "seenAt": $root.socket.connectedAt,
        "userName": "$root.user.name"
      }
      """;

  private static final String BODY =
      """
      {"socket": {"connectionId": "f97yeeMZDoECGqg=", "connectedAt": 1731324924553},
       "user": {"name": "철수"}}""";

  @Test
  void aNumberStaysANumberAndATextKeepsItsQuotes() throws MappingException {
    assertEquals(
        """
        {
          "TableName": "connected",
          "Item": {
            "connectionId": {"S": "f97yeeMZDoECGqg="},
            "connectedAt": {"N": "1731324924553"}
          },
          "seenAt": 1731324924553,
          "userName": "철수"
        }
        """,
        Rendered.json(PUT_ITEM, BODY));
  }

  @Test
  void aTextWithoutQuotesIsToldWithItsPlaces() {
    assertEquals(
        "test:9:15: The output is no JSON at its line 8, column 15, near"
            + " '24924553,\\n  \"userName\": 철수\\n}\\n': Unrecognized token '철수': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false'). $root.user.name"
            + " rendered a text without quotes: put quotes around it.",
        Rendered.jsonRefusal(PUT_ITEM.replace("\"$root.user.name\"", "$root.user.name"), BODY));
  }

  @Test
  void aNumberThatIsMissingIsToldWithItsPlaces() {
    String sentence = Rendered.jsonRefusal(PUT_ITEM, "{\"user\": {\"name\": \"A\"}}");
    assertTrue(sentence.startsWith("test:8:13: The output is no JSON at its line 7, column 1"));
    assertTrue(sentence.endsWith(" $root.socket.connectedAt rendered nothing there."), sentence);
  }

  @Test
  void aQuoteInsideATextIsToldWithTheRemedy() {
    String sentence = Rendered.jsonRefusal(PUT_ITEM, BODY.replace("철수", "A \\\"B\\\""));
    assertTrue(sentence.startsWith("test:9:16: The output is no JSON at its line 8"), sentence);
    assertTrue(sentence.endsWith(" What $root.user.name rendered needs $util.escapeJavaScript."));
  }

  @Test
  void aMistakeInTheTemplateItselfIsToldWithItsLine() {
    String sentence = Rendered.jsonRefusal("{\n  \"a\": 1\n  \"b\": 2\n}", "{}");
    assertTrue(sentence.startsWith("test:3:1: The output is no JSON at its line 3"), sentence);
    assertTrue(Rendered.jsonRefusal("##", "{}").contains("there is nothing"));
    assertTrue(Rendered.jsonRefusal("{} {}", "{}").contains("something follows the JSON value"));
  }

  /** UTF-8 has no bytes for it: said by name, it reaches who can refuse it. */
  @Test
  void halfOfASurrogatePairStaysWhatItIs() throws MappingException {
    String whole = "\uD83D\uDE00";
    assertEquals(
        "{\"text\": \"a\\ud83d b" + whole + "\"}",
        Rendered.json(
            "{\"text\": $input.json('$.text')}", "{\"text\": \"a\\ud83d b" + whole + "\"}"));
  }
}
