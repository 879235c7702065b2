package dev.broadside.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.report.LiveMoment;
import dev.broadside.report.LiveView;
import dev.broadside.report.LiveView.Step;
import dev.broadside.report.LiveView.Tone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a live page shows, and who waits for the next of it. Any thread. */
public final class LiveBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<LiveMoment> moments = new ArrayDeque<>();
  private final List<Step> steps = new ArrayList<>();
  private final String command;
  private final String title;
  private final String question;

  private double zeroMillis = Double.POSITIVE_INFINITY;
  private String stamp = "STARTING";
  private Tone tone = Tone.SEVERAL;
  private String under = "";
  private String sentence = "";
  private List<String> reasons = List.of();
  private boolean over;
  private long version = 1;

  /** A board of a command, {@code run} or {@code capacity}, about a scenario. */
  public LiveBoard(String command, String title, String question) {
    this.command = command;
    this.title = title;
    this.question = question;
  }

  /**
   * What is shown.
   *
   * @param version grows with every change
   */
  record Shown(long version, LiveView view) {}

  /** One of several runs or points begins. */
  public void begin(String what) {
    change(
        () -> {
          forget();
          under = what;
          sentence = what;
        });
  }

  /** That one is over. */
  public void done(String name, String outcome) {
    change(() -> steps.add(new Step(name, outcome)));
  }

  /** The injector said where it is. */
  public void add(JsonNode progress) {
    String phase = progress.path("phase").asText();
    LiveMoment moment = Moments.of(progress);
    change(
        () -> {
          stamp = phase.toUpperCase(Locale.ROOT);
          sentence = under(phase, progress.path("secondsLeft").asLong());
          if (moment != null) {
            add(moment);
          }
        });
  }

  /** The verdict; nothing comes after it. */
  public void finish(Tone of, String verdict, String where, List<String> why) {
    change(
        () -> {
          over = true;
          tone = of;
          stamp = verdict;
          sentence = where;
          reasons = List.copyOf(why);
        });
  }

  /** It ends without a verdict, unless it has one. */
  void abandon() {
    lock.lock();
    try {
      if (!over) {
        finish(Tone.INVALID, "ENDED", "It ended without a result; the terminal says why.", reasons);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is more than {@code seen}. */
  Shown after(long seen) throws InterruptedException {
    lock.lock();
    try {
      while (version <= seen) {
        changed.await();
      }
      return new Shown(version, view());
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      what.run();
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    moments.clear();
    zeroMillis = Double.POSITIVE_INFINITY;
  }

  /** Several injectors may be asked more often than they tell. */
  private void add(LiveMoment moment) {
    if (!moments.isEmpty() && moment.atMillis() <= moments.getLast().atMillis()) {
      return;
    }
    if (zeroMillis == Double.POSITIVE_INFINITY && moment.phase().equals("measuring")) {
      // It says what was until now: the window began at the one before.
      zeroMillis = moments.isEmpty() ? moment.atMillis() : moments.getLast().atMillis();
    }
    moments.addLast(moment);
    if (moments.size() > LiveView.MOST_MOMENTS) {
      moments.removeFirst();
    }
  }

  private String under(String phase, long secondsLeft) {
    String left =
        switch (phase) {
          case "stage" -> "The local stage is being started.";
          case "reporting" -> "The report is being written.";
          default ->
              String.format(
                  Locale.ROOT, "About %d:%02d to go.", secondsLeft / 60, secondsLeft % 60);
        };
    return under.isEmpty() ? left : under + ". " + left;
  }

  private LiveView view() {
    return new LiveView(
        command,
        title,
        question,
        stamp,
        tone,
        sentence,
        reasons,
        List.copyOf(moments),
        zeroMillis,
        List.copyOf(steps),
        over);
  }
}
