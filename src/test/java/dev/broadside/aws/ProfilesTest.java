package dev.broadside.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Profile.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
  @Test
  void idealAddsNothing() {
    Profile ideal = Profiles.ideal();
    assertEquals(new Profile.Quotas(null, null, null, null, null), ideal.quotas());
    assertEquals(new Profile.Tables(Latency.NONE, null, null, null, null), ideal.tables());
    for (Service service : Service.values()) {
      assertTrue(ideal.latency(service).isNone(), service.word());
    }
  }

  @Test
  void awsHasTheDefaultQuotas() throws ProfileException {
    Profile aws = Profiles.find("aws");
    assertEquals(
        new Profile.Quotas(
            new Quota(500, 500), new Quota(10_000, 5_000), Duration.ofSeconds(29), 1_000, 64 << 10),
        aws.quotas());
    for (Service service : Service.values()) {
      assertFalse(aws.latency(service).isNone(), service.word());
    }
    assertEquals(new Quota(3_000, 3_000), aws.tables().partitionReads());
    assertEquals(new Quota(4_000, 4_000), aws.tables().tableWrites());
    assertFalse(aws.tables().lag().isNone());
    assertEquals("Too Many Requests", aws.throttledMessage());
  }

  @Test
  void aProfileOfOnesOwnSaysOnlyWhatItChanges(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        seed: 7
        latency: { post: { constant: 1.5ms, source: mine } }
        quotas: { connects: { rate: 0.5, burst: 2, source: mine } }
        """);
    Profile own = Profiles.find(file.toString());
    assertEquals(7, own.seed());
    assertEquals(new Quota(0.5, 2), own.quotas().connects());
    assertNull(own.quotas().requests());
    assertEquals(Duration.ofNanos(1_500_000), own.latency(Service.POST).p99());
  }

  @Test
  void aNameThatIsNoneListsThoseThatAre() {
    ProfileException e = assertThrows(ProfileException.class, () -> Profiles.find("azure"));
    assertEquals(
        "there is no profile 'azure': bundled are ideal and aws; any other is the path of a YAML file",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "latencies: {} | f:1:1: unknown key 'latencies'; known here are about, seed, quotas, latency, tables, answers",
        "latency: { ping: {} } | f:1:12: unknown key 'latency.ping'; known here are invoke, post, dynamodb, page, sqs, streams",
        "latency: { post: { p50: 1ms, p99: 2ms } } | f:1:18: 'latency.post' needs a source: say where its numbers come from, or 'modelled'",
        "latency: { post: { p50: 3ms, p99: 2ms, source: s } } | f:1:35: 'latency.post.p99' must not be below p50",
        "latency: { post: { p50: 3ms, source: s } } | f:1:18: 'latency.post.p99' is missing: write a time with its unit, as 500us, 6.2ms or 29s",
        "latency: { post: { constant: 3ms, p50: 3ms, source: s } } | f:1:30: 'latency.post.constant' excludes p50 and p99: keep one or the other",
        "latency: { post: { constant: 3, source: s } } | f:1:30: 'latency.post.constant' must be a time with its unit, as 500us, 6.2ms or 29s, not '3'",
        "quotas: { integration: { limit: 30s, source: s } } | f:1:33: 'quotas.integration.limit' must be from 50 ms to 29 s, not 30s",
        "quotas: { connects: { rate: 0, burst: 1, source: s } } | f:1:29: 'quotas.connects.rate' must be a number of at least 0.001, not '0'",
        "quotas: { outbound: { limit: 64, source: s } } | f:1:30: 'quotas.outbound.limit' must be a size with its unit, as 512B or 64KB, from 1024B to 1073741824B, not '64'",
        "quotas: 5 | f:1:9: 'quotas' must have keys of its own",
        "[1] | f:1:1: a profile must have keys of its own",
        "seed: -1 | f:1:7: 'seed' must be a whole number from 0 to 9223372036854775807, not '-1'",
        "{ seed: 1, seed: 2 } | f:1:12: duplicate key 'seed': remove one of them",
        "seed: [ | f:1:8: this is not valid YAML (expected the node content, but found '<stream end>')",
      })
  void whatItDoesNotKnowIsRefusedByItsPlace(String text, String sentence) {
    ProfileException e =
        assertThrows(ProfileException.class, () -> ProfileReader.read("p", "f", text));
    assertEquals(sentence, e.getMessage());
  }
}
