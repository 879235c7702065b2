package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionOptionsTest {
  private static FunctionOptions parse(String line) throws StageException {
    List<String> arguments = new ArrayList<>(List.of("--design", "a", "--logs", "/x"));
    arguments.addAll(List.of(line.split(" ")));
    return StageArguments.parse(arguments).settings().functions();
  }

  @Test
  void aFunctionHasAUrlOrSeveral() throws StageException {
    FunctionOptions options =
        parse(
            "--function A=http://a --function B=http://b:9/x --function A=http://127.0.0.1:9001/"
                + " --function-concurrency B=4 --function-check no");
    String emulator = "/2015-03-31/functions/function/invocations";
    assertEquals(
        Map.of(
            "A",
            List.of(
                new FunctionUrl("a", 80, emulator), new FunctionUrl("127.0.0.1", 9001, emulator)),
            "B",
            List.of(new FunctionUrl("b", 9, "/x"))),
        options.urls());
    assertEquals(Map.of("B", 4), options.concurrency());
    assertFalse(options.checked());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--function A | --function takes Function=http://127.0.0.1:9000, not 'A'",
        "--function =http://a | --function takes Function=http://127.0.0.1:9000, not '=http://a'",
        "--function A=a:9 | --function takes Function=http://host:port, with or without a path, not 'a:9'",
        "--function A=http:// | --function takes Function=http://host:port, with or without a path, not 'http://'",
        "--function A=http://a?b | --function takes Function=http://host:port, with or without a path, not 'http://a?b'",
        "--function A=https://a | --function names https://a, and functions are called by plain HTTP: name an http:// URL",
        "--function-concurrency A=2 | --function-concurrency A=2 needs a --function A=URL beside it",
        "--function-concurrency A=0 | --function-concurrency takes a number from 1 to 1000, not 'A=0'",
        "--function-check 1 | --function-check takes yes or no, not '1'",
        "--code /no/such | --code /no/such cannot be read: name a jar, or a folder of classes and jars",
      })
  void aWrongOptionGetsOneSentence(String line, String sentence) {
    assertEquals(sentence, assertThrows(StageException.class, () -> parse(line)).getMessage());
  }

  @Test
  void theUsersCodeComesFirstAndAFolderIsReadAsLambdaReadsIt(@TempDir Path folder)
      throws Exception {
    Path jar = Files.createFile(folder.resolve("a.jar"));
    FunctionOptions options = parse("--code " + jar + " --code " + folder);
    assertEquals(
        String.join(
            File.pathSeparator, "" + jar, "" + folder, folder + "/*", folder + "/lib/*", "own"),
        options.classPath("own"));
    assertEquals("own", FunctionOptions.NONE.classPath("own"));
  }
}
