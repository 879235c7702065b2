package dev.broadside.scale;

import dev.broadside.scale.Protocol.Moment;
import dev.broadside.scale.Protocol.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All injectors of a run and their table at one moment. {@link #successors} are the worlds that may
 * follow: any injector does its next thing, or time passes, or something goes wrong.
 *
 * @param faults how much may still go wrong
 */
record ModelWorld(long nowMillis, ModelTable table, List<Node> nodes, int faults) {
  /* Longer than any wait and any lead. */
  private static final long LAZY_MILLIS = 6_000;
  private static final long NAP_MILLIS = 6_000;

  /**
   * An injector.
   *
   * @param wakesMillis when its pause is over
   * @param began the start that it was told, and when
   */
  record Node(
      String owner,
      Step step,
      long wakesMillis,
      @Nullable Began began,
      boolean dead,
      Command.@Nullable Leave left) {

    record Began(long startAtMicros, long toldMillis) {}

    boolean isOver() {
      return dead || left != null;
    }

    boolean isPaused() {
      return !isOver() && step.command() instanceof Command.Pause;
    }
  }

  /** What differs between the questions that are put to the model. */
  record Rules(List<Protocol> protocols, boolean lazy, boolean crashes) {}

  static ModelWorld of(Rules rules, int faults) {
    List<Node> nodes = new ArrayList<>();
    for (Protocol protocol : rules.protocols()) {
      nodes.add(entered("owner-" + nodes.size(), protocol.first(), 0, null));
    }
    return new ModelWorld(0, ModelTable.EMPTY, List.copyOf(nodes), faults);
  }

  private static Node entered(String owner, Step step, long now, Node.@Nullable Began began) {
    long wakes = step.command() instanceof Command.Pause(long nanos) ? now + nanos / 1_000_000 : 0;
    Command.Leave left = step.command() instanceof Command.Leave leave ? leave : null;
    Node.Began starts =
        step.command() instanceof Command.Begin(long at) ? new Node.Began(at, now) : began;
    return new Node(owner, step, wakes, starts, false, left);
  }

  void successors(Rules rules, Consumer<ModelWorld> next) {
    boolean anyReady = false;
    long wakes = Long.MAX_VALUE;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.isOver()) {
        continue;
      }
      if (node.isPaused() && node.wakesMillis > nowMillis) {
        wakes = Math.min(wakes, node.wakesMillis);
      } else {
        anyReady = true;
        act(rules, i, node, next);
      }
      if (faults > 0 && rules.crashes()) {
        Node dead = new Node(node.owner, node.step, 0, node.began, true, null);
        next.accept(with(i, dead, table, faults - 1));
      }
    }
    // The lazy may sleep through anything; the others get their turn before time passes.
    if (wakes < Long.MAX_VALUE && (rules.lazy() || !anyReady)) {
      next.accept(new ModelWorld(wakes, table, nodes, faults));
    } else if (anyReady && rules.lazy() && nowMillis < LAZY_MILLIS) {
      next.accept(new ModelWorld(nowMillis + NAP_MILLIS, table, nodes, faults));
    }
  }

  private void act(Rules rules, int i, Node node, Consumer<ModelWorld> next) {
    Protocol protocol = rules.protocols().get(i);
    switch (node.step.command()) {
      case Command.ToTable command -> {
        ModelTable.Answer answer = table.perform(command, node.owner, "plan");
        next.accept(heard(protocol, i, answer.table(), answer.reply(), faults));
        if (faults > 0) {
          Reply lost = new Reply.Unclear("no answer");
          next.accept(heard(protocol, i, table, lost, faults - 1));
          if (!answer.table().equals(table)) {
            next.accept(heard(protocol, i, answer.table(), lost, faults - 1));
          }
        }
      }
      case Command.Connect connect ->
          next.accept(heard(protocol, i, table, new Reply.Connected(), faults));
      case Command.Begin begin ->
          next.accept(heard(protocol, i, table, new Reply.Finished(1, 0, "measured"), faults));
      case Command.Pause pause ->
          next.accept(heard(protocol, i, table, new Reply.Paused(), faults));
      case Command.Leave leave -> throw new IllegalStateException("it has left");
    }
  }

  private ModelWorld heard(Protocol protocol, int i, ModelTable after, Reply reply, int left) {
    Node node = nodes.get(i);
    Moment now = new Moment(nowMillis * 1_000_000, nowMillis * 1_000);
    Step step = protocol.next(node.step, reply, now);
    return with(i, entered(node.owner, step, nowMillis, node.began), after, left);
  }

  private ModelWorld with(int i, Node node, ModelTable after, int left) {
    List<Node> changed = new ArrayList<>(nodes);
    changed.set(i, node);
    return new ModelWorld(nowMillis, after, List.copyOf(changed), left);
  }

  boolean isOver() {
    return nodes.stream().allMatch(Node::isOver);
  }
}
