package dev.broadside.load;

import dev.broadside.measure.BroadcastLog;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.TimelineLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a run writes down while it goes, beside its histograms: its timeline and its broadcasts. */
final class Diary implements AutoCloseable {
  private final TimelineLog timeline;
  private final BroadcastLog broadcasts;
  private final Measurement.Parts parts;
  private final Queue<String> untold = new ConcurrentLinkedQueue<>();

  private Diary(TimelineLog timeline, BroadcastLog broadcasts, Measurement.Parts parts) {
    this.timeline = timeline;
    this.broadcasts = broadcasts;
    this.parts = parts;
  }

  static Diary open(Measurement.Place place, Measurement.Parts parts) throws IOException {
    Path folder = place.folder().path();
    long start = place.anchor().nanos();
    TimelineLog timeline = new TimelineLog(folder.resolve(TimelineLog.FILE), start);
    try {
      return new Diary(timeline, new BroadcastLog(folder.resolve(BroadcastLog.FILE), start), parts);
    } catch (IOException e) {
      timeline.close();
      throw e;
    }
  }

  /** All who must hear of a settled broadcast, this one too. */
  List<Recorder.Listener> and(List<Recorder.Listener> others) {
    List<Recorder.Listener> all = new ArrayList<>(others);
    all.add(broadcasts);
    return all;
  }

  /** Writes a line before {@code next} hears of progress. */
  Progress.Listener before(Progress.Listener next) {
    return progress -> {
      TimelineLog.Counts counts = counts(progress);
      timeline.counted(System.nanoTime(), progress.phase(), counts);
      broadcasts.flush();
      next.progress(progress.with(counts.rejoined(), marks()));
    };
  }

  /** Those that nobody was told of yet. */
  private List<String> marks() {
    List<String> marks = new ArrayList<>();
    for (String mark = untold.poll(); mark != null; mark = untold.poll()) {
      marks.add(mark);
    }
    return marks;
  }

  private TimelineLog.Counts counts(Progress progress) {
    Population population = parts.population();
    Crowd crowd = parts.crowd();
    int opened = population.opened();
    return new TimelineLog.Counts(
        opened,
        Math.max(0, opened - population.open()),
        crowd == null ? 0 : crowd.away(),
        crowd == null ? 0 : crowd.rejoins(),
        progress.published(),
        parts.ledger().arrivals());
  }

  /** Marks each fault when the stage says that it has begun. */
  FaultPlan.Stage marking(FaultPlan.Stage stage) {
    return (json, answered) ->
        stage.fault(
            json,
            answer -> {
              if (!answer.has("error")) {
                String mark = "fault: " + words(json);
                timeline.marked(System.nanoTime(), mark);
                untold.add(mark);
              }
              answered.accept(answer);
            });
  }

  /** {@code {"kill":"5%","how":"reset"}} as {@code kill 5%, how reset}. */
  private static String words(String json) {
    return json.replaceAll("[{}\"]", "").replace(":", " ").replace(",", ", ");
  }

  @Override
  public void close() {
    try (timeline) {
      broadcasts.close();
    }
  }
}
