package dev.broadside.conform;

import java.util.Arrays;
import java.util.List;

/** The parts of the checklist, by the letter that its ids begin with. */
enum Group {
  C("Handshake"),
  R("Routes"),
  M("Messages"),
  F("Frames and lifetimes"),
  D("$disconnect"),
  A("@connections");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Result> of(List<Result> results) {
    return results.stream().filter(result -> result.id().startsWith(name())).toList();
  }

  /** The groups that have results. */
  static List<Group> in(List<Result> results) {
    return Arrays.stream(values()).filter(group -> !group.of(results).isEmpty()).toList();
  }
}
