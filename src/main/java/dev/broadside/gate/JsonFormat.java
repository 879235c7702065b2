package dev.broadside.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** {@code gate.json}. */
final class JsonFormat implements GateFormat {
  private static final DefaultIndenter UNIX = new DefaultIndenter("  ", "\n");

  @Override
  public String render(GateReport report) {
    try {
      return JsonMapper.builder()
              .build()
              .writer(new DefaultPrettyPrinter().withObjectIndenter(UNIX).withArrayIndenter(UNIX))
              .writeValueAsString(report)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a record of numbers and texts is always JSON", e);
    }
  }
}
