package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageArgumentsTest {
  @Test
  void allOptionsAreRead() throws StageException {
    StageArguments arguments =
        StageArguments.parse(
            List.of(
                ("--design scan-chat --parameter Fanout=async --parameter A=b=c --port 9000"
                        + " --logs /x --concurrency 7 --dynamodb http://127.0.0.1:8000"
                        + " --sqs http://127.0.0.1:9324"
                        + " --auth iam --idle 1500ms --max-age 1h --pings-count yes --bind ::1 --tls /certificates")
                    .split(" ")));
    assertEquals("scan-chat", arguments.design());
    assertEquals(Map.of("Fanout", "async", "A", "b=c"), arguments.parameters());
    assertEquals(9000, arguments.settings().port());
    assertEquals(7, arguments.settings().concurrency());
    assertEquals(URI.create("http://127.0.0.1:9324"), arguments.settings().stores().sqs());
    Lifetime lifetime = new Lifetime(Duration.ofMillis(1500), Duration.ofHours(1), true);
    assertEquals(new Rules(lifetime, true), arguments.settings().rules());
    assertEquals("[0:0:0:0:0:0:0:1]", arguments.settings().listening().host());
    assertEquals(Path.of("/certificates"), arguments.settings().listening().certificates());
  }

  @Test
  void theRulesAreAwssUnlessTold() throws StageException {
    List<String> least = List.of("--design", "scan-chat", "--logs", "/x", "--auth", "none");
    assertEquals(Rules.USUAL, StageArguments.parse(least).settings().rules());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--logs /x | say what to run with --design NAME or --template FILE",
        "--design a --template b --logs /x | say what to run with --design NAME or --template FILE",
        "--design a | say where logs go with --logs DIR",
        "--design | option --design needs a value after it",
        "--design a --logs /x --port -1 | --port takes a number up to 65535, not '-1'",
        "--design a --logs /x --port 65536 | --port takes a number up to 65535, not '65536'",
        "--parameter x | --parameter takes Name=Value, not 'x'",
        "--design a --logs /x --auth on | --auth takes none or iam, not 'on'",
        "--design a --logs /x --pings-count true | --pings-count takes no or yes, not 'true'",
        "--design a --logs /x --idle 10 | --idle takes a time like 10m, 30s or 500ms, not '10'",
        "--design a --logs /x --max-age 0s | --max-age takes a time like 10m, 30s or 500ms, not '0s'",
        "--design a --logs /x --profile azure | there is no profile 'azure': bundled are ideal and aws; any other is the path of a YAML file",
        "--design a --logs /x --bind 0.0.0.0 | --bind 0.0.0.0 opens functions and tables to whoever reaches this machine: say --expose yes too if that is meant",
        "--design a --logs /x --dynamodb aws | --dynamodb takes a URL like http://127.0.0.1:8000, not 'aws'",
        "--design a --logs /x --sqs aws | --sqs takes a URL like http://127.0.0.1:8000, not 'aws'",
      })
  void aWrongCommandLineGetsOneSentence(String line, String sentence) {
    StageException e =
        assertThrows(StageException.class, () -> StageArguments.parse(List.of(line.split(" "))));
    assertEquals(sentence, e.getMessage());
  }
}
