package dev.broadside.cli;

import dev.broadside.cloud.StageAddress;
import dev.broadside.measure.CloudView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What CloudWatch is asked about. An address under {@code execute-api} tells the API itself; the
 * rest has names that only its owner knows.
 */
final class CloudOptions {
  @Option(
      names = "--aws-api",
      paramLabel = "REGION/API/STAGE",
      converter = Api.class,
      description = "CloudWatch: the API behind a custom domain, as eu-central-1/a1b2c3/prod.")
  private @Nullable StageAddress api;

  @Option(
      names = "--aws-function",
      paramLabel = "NAME",
      description = "CloudWatch: a Lambda function of the stage; may be repeated.")
  private List<String> functions = new ArrayList<>();

  @Option(
      names = "--aws-table",
      paramLabel = "NAME",
      description = "CloudWatch: a table, or TABLE/INDEX; may be repeated.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--aws-logs",
      paramLabel = "GROUP",
      description = "CloudWatch: a log group with the handlers' outcome lines; may be repeated.")
  private List<String> logs = new ArrayList<>();

  /** {@code REGION/API/STAGE}. */
  static final class Api implements ITypeConverter<StageAddress> {
    @Override
    public StageAddress convert(String text) {
      List<String> parts = List.of(text.split("/", -1));
      if (parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
        throw new TypeConversionException(
            "'%s' must be REGION/API/STAGE, as eu-central-1/a1b2c3/prod".formatted(text));
      }
      return new StageAddress(parts.get(1), parts.get(0), parts.get(2));
    }
  }

  /**
   * The source for a run; nothing when neither an option, nor an earlier view, nor the address
   * names an API.
   */
  Optional<CloudView.Source> source(String target, @Nullable CloudView earlier) {
    return api(target, earlier)
        .map(
            found ->
                new CloudView.Source(
                    found.region(),
                    found.api(),
                    found.stage(),
                    either(functions, earlier == null ? null : earlier.source().functions()),
                    either(tables, earlier == null ? null : earlier.source().tables()),
                    either(logs, earlier == null ? null : earlier.source().logs())));
  }

  private Optional<StageAddress> api(String target, @Nullable CloudView earlier) {
    if (api != null) {
      return Optional.of(api);
    }
    if (earlier != null) {
      CloudView.Source source = earlier.source();
      return Optional.of(new StageAddress(source.api(), source.region(), source.stage()));
    }
    return StageAddress.of(target);
  }

  private static List<String> either(List<String> named, @Nullable List<String> earlier) {
    return named.isEmpty() && earlier != null ? earlier : List.copyOf(named);
  }
}
