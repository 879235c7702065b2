package dev.broadside.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParentTest {
  @Test
  void theEndIsHeardBehindACommandThatFails() throws IOException {
    List<String> heard = new ArrayList<>();
    Parent.readAll(
        new BufferedReader(new StringReader("one\nbad\ntwo\n")),
        command -> {
          heard.add(command);
          if (command.equals("bad")) {
            throw new ArithmeticException("as told");
          }
        });
    assertEquals(List.of("one", "bad", "two"), heard);
  }
}
