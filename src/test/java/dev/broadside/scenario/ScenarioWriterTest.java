package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Slo.Limit;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenarioWriterTest {
  private static final ScenarioReader READER = new ScenarioReader(name -> "s3cret");

  private static Scenario read(String text) throws ScenarioException {
    return READER.parse("scenario.yaml", "scenario", text, List.of());
  }

  // Combined, the edge cases of so many parts are more than can be tried.
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBackAsTheSameScenario(@ForAll("scenarios") Scenario scenario)
      throws ScenarioException {
    assertEquals(scenario, read(ScenarioWriter.toYaml(scenario)));
  }

  @Test
  void writesEveryDefaultInTheOrderOfTheDocumentationAndNoSecret()
      throws ScenarioException, IOException {
    String written =
        ScenarioWriter.toYaml(
            read(
                """
                question: "Is it fast: yes or no?"
                audience: { connections: 5 }
                connect: { query: { token: '${TOKEN}', room: "1" } }
                slo: { lost: 0, last: { max: 2000ms, p95: 1s } }
                """));
    assertEquals(Files.readString(Path.of("src/test/resources/scenario/resolved.yaml")), written);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Combinators.combine(
            texts().filter(text -> !text.isBlank()),
            Arbitraries.longs().between(0, (1L << 53) - 1),
            Arbitraries.of("wss://a.example/prod", "ws://127.0.0.1:1?t=${TOKEN}").injectNull(0.5),
            connects(),
            publishes(),
            slos())
        .as(
            (question, seed, target, connect, publish, slo) ->
                new Scenario(
                    "scenario",
                    question,
                    seed,
                    target,
                    local(question, seed),
                    connect,
                    audience(seed),
                    publish,
                    target == null ? faults(seed) : List.of(),
                    slo,
                    new Limits(
                        1_000_000_000, Duration.ofDays(7), target == null ? null : "12.5%")));
  }

  private static Audience audience(long seed) {
    Sizes sizes =
        List.of(
                new Sizes.Uniform(),
                Sizes.parse("zipf 1.10"),
                Sizes.parse(List.of("33.3%", "33.3%", "33.40%")))
            .get((int) (seed % 3));
    return new Audience(
        30,
        Duration.ofMillis(seed % 1000),
        3,
        sizes,
        seed % 2 == 0,
        seed % 3 == 0 ? 0 : 9,
        churn(seed));
  }

  private static @Nullable Churn churn(long seed) {
    Duration away = Duration.ofMillis(seed % 1000);
    Churn.How how = Churn.How.values()[(int) (seed % 3)];
    List<Churn.Storm> storms =
        List.of(
            new Churn.Storm(Duration.ZERO, "5%", away, Duration.ofMillis(seed % 7), how),
            new Churn.Storm(Duration.ofMillis(1), "33.3%", away, Duration.ZERO, Churn.How.DROP));
    Duration within = Duration.ofSeconds(1 + seed % 5);
    return switch ((int) (seed % 4)) {
      case 0 -> null;
      case 1 -> new Churn(null, away, how, within, storms);
      case 2 -> new Churn(new Rate(0.5), away, how, within, List.of());
      default -> new Churn(new Rate(1), away, how, within, storms);
    };
  }

  private static List<Fault> faults(long seed) {
    Duration at = Duration.ofMillis(seed % 1000);
    return seed % 2 == 0
        ? List.of()
        : List.of(
            new Fault(at, kind("kill", "5%", "how", "silent", "for", "2s")),
            new Fault(at, kind("fail", "0.5%", "with", "429")),
            new Fault(at, kind("delay", "100%", "by", "1500us")),
            new Fault(at, kind("throttle", "a.table-1")));
  }

  private static Map<String, String> kind(String... words) {
    Map<String, String> kind = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      kind.put(words[i], words[i + 1]);
    }
    return kind;
  }

  /** A bundled design, or, by chance, a template with all that may stand beside it. */
  private static Local local(String text, long seed) {
    int port = (int) (seed % 65_536);
    Local.Own own =
        new Local.Own(
            port % 4 == 1 ? text : null,
            Map.of("A", text, "B", "" + seed),
            Map.of("F", "http://127.0.0.1:9000 http://b"),
            List.of(text, "" + seed),
            port % 2 == 0 ? "iam" : "none",
            port);
    return own.template() != null
        ? new Local("scan-chat", "scan", "async", 64, "ideal", own)
        : new Local(
            "scan-chat",
            "scan",
            "serial",
            (int) (1 + seed % 10_000),
            "ideal",
            port % 4 == 2 ? own : Local.Own.NOTHING);
  }

  /** Any text that a file may hold, and much of what YAML takes for something else. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .filter(text -> !text.matches("(?s).*[#$]\\{.*"));
    Arbitrary<String> signs =
        Arbitraries.strings().withChars(" \t\n:#-'\"{}[],&*!|>%@`~=\\?.019xe+_").ofMaxLength(8);
    return Arbitraries.oneOf(
            any,
            signs.filter(text -> !text.matches("(?s).*[#$]\\{.*")),
            Arbitraries.of("yes", "NO", "null", "~", "True", "0x1F", "1_000", "1:30", ".5", ".inf"),
            Arbitraries.of("", "-", "---", "<<", "=", "2001-01-01", "é ☃ 😀", "a: b", "a #b"))
        .filter(ScenarioWriterTest::isUnicode);
  }

  /** Half a surrogate pair cannot stand in a UTF-8 file. */
  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static Arbitrary<Connect> connects() {
    Arbitrary<Map<String, String>> query =
        Arbitraries.maps(texts(), texts().map(text -> text + "${TOKEN}")).ofMaxSize(3);
    Arbitrary<Map<String, String>> headers =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMinLength(1),
                texts().filter(text -> text.chars().noneMatch(Character::isISOControl)))
            .ofMaxSize(3);
    Arbitrary<Join> joins =
        Combinators.combine(
                texts().map(text -> text + "#{user}"),
                texts().filter(text -> !text.isBlank()).injectNull(0.3),
                durations(1_000, 10_000_000))
            .as(Join::new);
    Arbitrary<Auth> auths =
        Arbitraries.of(
            Auth.NONE,
            new Auth(Map.of("key", "${TOKEN}"), Map.of(), null),
            new Auth(Map.of(), Map.of("X-Key", "#{token}"), "tokens.txt"),
            new Auth(
                Map.of(), Map.of("X-Key", "#{token}"), "tokens.txt", new Auth.Iam("eu-west-1")),
            new Auth(Map.of(), Map.of(), null, new Auth.Iam(null)));
    return Combinators.combine(
            rates(1, 1000),
            query.map(ScenarioWriterTest::withoutKey),
            headers,
            Arbitraries.of("chat", "1", "null").injectNull(0.3),
            auths,
            joins.injectNull(0.5),
            Arbitraries.of(
                Reach.DIRECT,
                new Reach("ca.pem", false, List.of(), null),
                new Reach(null, true, List.of("127.0.0.2", "::1"), null)),
            Combinators.combine(
                    durations(1_000_000, 10_000_000_000L).injectNull(0.5),
                    durations(1_000_000, 10_000_000_000L).injectNull(0.5))
                .as(Renewal::new))
        .as(Connect::new);
  }

  private static Map<String, String> withoutKey(Map<String, String> query) {
    Map<String, String> others = new LinkedHashMap<>(query);
    others.remove("key");
    return others;
  }

  private static Arbitrary<Publish> publishes() {
    Arbitrary<String> messages = texts().map(text -> text + Publish.MARKER + "#{room}#{user}");
    return Combinators.combine(
            vias(),
            messages,
            paces(),
            Arbitraries.oneOf(
                Arbitraries.of(new Arrival.Constant(), new Arrival.Poisson()),
                Arbitraries.integers().between(2, 1_000_000).map(Arrival.Burst::new)),
            durations(0, 10_000_000),
            durations(100_000, 10_000_000),
            payloads(),
            Arbitraries.integers().between(1, 100))
        .as(Publish::new);
  }

  private static Arbitrary<Via> vias() {
    Arbitrary<Map<String, String>> headers =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMinLength(12).ofMaxLength(20),
                texts().filter(text -> text.chars().noneMatch(Character::isISOControl)))
            .ofMaxSize(3);
    Arbitrary<Via> http =
        Combinators.combine(
                Arbitraries.of("POST", "PUT", "GET"),
                Arbitraries.of("https://a.example/b?c=#{room}", "http://127.0.0.1:1/#{user}"),
                headers)
            .as(Via.Http::new);
    Arbitrary<Via> queue =
        Arbitraries.of("https://sqs.us-east-1.amazonaws.com/1/jobs", "http://localhost:9324/1/q")
            .map(Via.Queue::new);
    return Arbitraries.oneOf(Arbitraries.just(new Via.WebSocket()), http, queue);
  }

  private static Arbitrary<Pace> paces() {
    Arbitrary<Pace> steady =
        Combinators.combine(rates(0.001, 1000), durations(1_000_000, 100_000_000)).as(Pace::steady);
    Arbitrary<Pace> steps =
        Combinators.combine(rates(0.1, 1000), rates(0.1, 1000), durations(1_000_000, 100_000_000))
            .as(Pace.Step::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(Pace::new);
    return Arbitraries.oneOf(steady, steps);
  }

  private static Arbitrary<Payload> payloads() {
    Arbitrary<ByteSize> sizes = Arbitraries.integers().between(80, 128 * 1024).map(ByteSize::new);
    Arbitrary<Payload> mixes =
        Combinators.combine(
                sizes.list().ofSize(2).uniqueElements(),
                Arbitraries.integers().between(1, 99_999_999))
            .as(
                (two, share) ->
                    new Payload(
                        List.of(
                            new Payload.Share(two.get(0), BigDecimal.valueOf(share, 6)),
                            new Payload.Share(
                                two.get(1), BigDecimal.valueOf(100_000_000 - share, 6)))));
    return Arbitraries.oneOf(sizes.map(Payload::of), mixes);
  }

  private static Arbitrary<Slo> slos() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000_000).injectNull(0.5);
    Arbitrary<List<Limit>> limits =
        Combinators.combine(
                Arbitraries.of(Metric.class),
                Arbitraries.of(Statistic.class),
                durations(1, 1 << 30))
            .as(Limit::new)
            .list()
            .ofMaxSize(5)
            .uniqueElements(limit -> limit.metric() + "." + limit.statistic());
    return Combinators.combine(limits, counts, counts, counts).as(Slo::new);
  }

  private static Arbitrary<Rate> rates(double least, double most) {
    return Arbitraries.doubles().between(least, most).ofScale(6).map(Rate::new);
  }

  private static Arbitrary<Duration> durations(long leastMicros, long mostMicros) {
    return Arbitraries.longs()
        .between(leastMicros, mostMicros)
        .map(micros -> Duration.ofNanos(micros * 1000));
  }
}
