package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpTest {
  static List<CommandLine> commands() {
    return all(Main.commandLine()).toList();
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
  }

  /** picocli takes each line for a format, and warns on standard error of one that is none. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyLineOfAHelpIsAFormat(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    Stream.concat(
            Stream.of(usage.header(), usage.description(), usage.footer()),
            command.getCommandSpec().args().stream().map(ArgSpec::description))
        .flatMap(Stream::of)
        .forEach(line -> assertDoesNotThrow(() -> String.format(Locale.ROOT, line), line));
  }
}
