package dev.broadside.report;

import dev.broadside.report.LiveView.Step;
import dev.broadside.report.LiveView.Tone;
import java.util.ArrayList;
import java.util.List;

/** What a live page shows, the same in every test. */
final class SampleView {
  private SampleView() {}

  /** A run whose measured window began after twenty seconds; a fault, somebody back, losses. */
  static LiveView running(int seconds) {
    return view("MEASURING", Tone.SEVERAL, "About 0:42 to go.", List.of(), seconds, false);
  }

  /** A search that is over. */
  static LiveView over() {
    return view(
        "BRACKET",
        Tone.PASS,
        "The report is in " + "/a/rather/long/folder/of/somebody".repeat(5) + "/report.html",
        List.of("The SLO holds at 57 connections and breaks at 58 connections."),
        250,
        true);
  }

  private static LiveView view(
      String stamp, Tone tone, String sentence, List<String> reasons, int seconds, boolean over) {
    List<LiveMoment> moments = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      moments.add(moment(i));
    }
    return new LiveView(
        over ? "capacity" : "run",
        "<script>alert(1)</script>",
        "How late is the <b>last</b> of 1,000?",
        stamp,
        tone,
        sentence,
        reasons,
        moments,
        20_000,
        over
            ? List.of(
                new Step("10 connections (first, 60 s)", "holds: last receiver p50 3.00 ms"),
                new Step("20 <connections> (ramp, 60 s)", "breaks (throttle)"))
            : List.of(),
        over);
  }

  private static LiveMoment moment(int second) {
    boolean published = second > 10;
    return new LiveMoment(
        second * 1_000.0,
        second < 10 ? "connecting" : second <= 20 ? "warmup" : "measuring",
        Math.min(1_000, 100 * second),
        1_000,
        second > 60 ? 3 : 0,
        Math.max(0, second - 10) * 2L,
        400,
        Math.max(0, second - 10) * 2_000L,
        published ? 2 : 0,
        second == 50 ? 1 : 0,
        published ? 40 + second % 7 : Double.NaN,
        second == 50 ? Double.POSITIVE_INFINITY : published ? 60 + second % 11 : Double.NaN,
        second >= 50 ? 1 : 0,
        0,
        Math.max(0, 100 - second),
        second == 45 ? List.of("fault: kill 5%, how <reset>") : List.of());
  }
}
