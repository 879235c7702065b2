package dev.broadside.tune;

import java.util.ArrayList;
import java.util.List;

/** What there is to see, in its order: the same for every format. */
final class TuningSections {
  private TuningSections() {}

  static List<Section> of(Tuning tuning) {
    LookupSections lookups = new LookupSections(tuning);
    PostSections posts = new PostSections(tuning);
    CostSections costs = new CostSections(tuning);
    List<Section> all = new ArrayList<>(RoomSections.of(tuning));
    all.addAll(
        List.of(
            lookups.time(),
            lookups.units(),
            lookups.ceiling(),
            costs.map(),
            posts.inFlight(),
            posts.own(),
            posts.reach(),
            costs.stack(),
            costs.matrix(),
            costs.provisioned()));
    return List.copyOf(all);
  }
}
