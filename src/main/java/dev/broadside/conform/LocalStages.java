package dev.broadside.conform;

import dev.broadside.aws.ProfileException;
import dev.broadside.aws.Profiles;
import dev.broadside.aws.Quota;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Sidecar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.utils.IoUtils;

/**
 * The local stages of a run, one a variant, on one DynamoDB Local. They want signatures; the
 * guarded one has short clocks, the bare one a small bucket, and no check but those that need it
 * runs there long.
 */
final class LocalStages implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SMALL_BUCKET = "small-bucket.yaml";
  private static final Site.Clocks SCALED =
      new Site.Clocks(Duration.ofSeconds(4), Duration.ofSeconds(9), true);

  /** What the local stage accepts, as it gives it to its own functions. */
  static final Management.Access ACCESS =
      new Management.Access(AwsBasicCredentials.create("local", "local"), "us-east-1");

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Map<Variant, StageChild> stages = new EnumMap<>(Variant.class);
  private final Path folder;
  private final Duration patience;

  private LocalStages(Path folder, Duration patience) {
    this.folder = folder;
    this.patience = patience;
  }

  /** Starts the stages of {@code variants}; their logs go into {@code folder}. */
  static LocalStages start(Set<Variant> variants, Path folder) throws ProcessException {
    return start(variants, folder, PATIENCE);
  }

  static LocalStages start(Set<Variant> variants, Path folder, Duration patience)
      throws ProcessException {
    LocalStages stages = new LocalStages(folder, patience);
    try {
      stages.start(variants);
      return stages;
    } catch (ProcessException | RuntimeException e) {
      stages.close();
      throw e;
    }
  }

  private void start(Set<Variant> variants) throws ProcessException {
    Sidecar tables =
        DynamoDbLocal.start(Installation.current(), folder.resolve("dynamodb-local.log"));
    started.push(tables);
    for (Variant variant : variants) {
      Path logs = folder.resolve(variant.design());
      List<String> arguments = new ArrayList<>();
      try {
        Files.createDirectories(logs);
        arguments.addAll(arguments(variant));
      } catch (IOException e) {
        throw new ProcessException("nothing can be written in " + folder + " (" + e + ")", e);
      }
      arguments.addAll(List.of("--logs", logs.toString()));
      arguments.addAll(List.of("--dynamodb", tables.endpoint().toString()));
      StageChild stage = StageChild.start(variant.design(), arguments, logs.resolve("stage.log"));
      stages.put(variant, stage);
      started.push(stage);
    }
  }

  private List<String> arguments(Variant variant) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--design", variant.design(), "--auth", "iam"));
    if (variant == Variant.GUARDED) {
      arguments.addAll(List.of("--idle", SCALED.idle().toSeconds() + "s"));
      arguments.addAll(List.of("--max-age", SCALED.maxAge().toSeconds() + "s"));
    }
    if (variant == Variant.BARE) {
      arguments.addAll(List.of("--profile", smallBucket().toString()));
    }
    return arguments;
  }

  /** The profile with the small bucket, as a file that a stage can read. */
  private Path smallBucket() throws IOException {
    Path file = folder.resolve(SMALL_BUCKET);
    try (InputStream profile =
        Objects.requireNonNull(LocalStages.class.getResourceAsStream(SMALL_BUCKET))) {
      Files.copy(profile, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private Duration refill() throws ProcessException {
    try {
      String file = folder.resolve(SMALL_BUCKET).toString();
      Quota quota = Objects.requireNonNull(Profiles.find(file).quotas().requests());
      return Duration.ofMillis(Math.round(1e3 * quota.burst() / quota.perSecond()));
    } catch (ProfileException e) {
      throw new ProcessException("the profile of the bare stage cannot be read: " + e, e);
    }
  }

  Map<Variant, StageSource> sources() {
    return stages.keySet().stream()
        .collect(Collectors.toMap(variant -> variant, variant -> () -> stage(variant)));
  }

  private Site.Stage stage(Variant variant) throws ProcessException, InterruptedException {
    StageChild child = Objects.requireNonNull(stages.get(variant));
    URI url = URI.create(child.awaitUrl());
    Management management =
        new Management(URI.create(url.toString().replaceFirst("^ws", "http")), ACCESS, patience);
    synchronized (this) {
      started.push(management);
    }
    return new Site.Stage(
        url,
        management,
        variant == Variant.GUARDED ? SCALED : Site.Clocks.OF_AWS,
        patience,
        child::counters,
        variant == Variant.BARE ? refill() : null);
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      IoUtils.closeQuietly(started.pop(), null);
    }
  }
}
