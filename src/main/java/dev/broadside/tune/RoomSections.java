package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.tune.Section.Origin;
import java.util.List;
import java.util.TreeMap;

/** The table that was read: what it is, and how large its rooms are. */
record RoomSections(Tuning tuning, ExistingTable table) {
  private static final List<Integer> PERCENTILES = List.of(5, 25, 50, 75, 95, 99);
  private static final double PERCENT = 100;

  static List<Section> of(Tuning tuning) {
    ExistingTable table = tuning.table();
    return table == null ? List.of() : List.of(new RoomSections(tuning, table).rooms());
  }

  private Section rooms() {
    int late = RoomMix.lateRoom(tuning.rooms());
    return new Section(
        "rooms",
        "Your rooms",
        Origin.READ,
        "Every connection is taken to publish as often as any other, so that large rooms count for more. Units and dollars on this page are computed for each size and added up; the last receiver is that of a room of %s, which 95%% of the broadcasts do not exceed."
            .formatted(Numbers.whole(late)),
        new RoomsChart(tuning.rooms(), tuning.inputs().room(), late).draw(),
        numbers(),
        table.facts());
  }

  private Table numbers() {
    TreeMap<Integer, String> rooms = new TreeMap<>();
    for (int percent : PERCENTILES) {
      rooms.merge(
          tuning.rooms().quantile(percent / PERCENT), percent + "%", (a, b) -> a + ", " + b);
    }
    rooms.merge(tuning.rooms().largest(), "all", (a, b) -> a + ", " + b);
    return new Table(
        List.of(
            "broadcasts from rooms of at most",
            "are",
            "scan, units",
            "query, units",
            "last receiver, scan",
            "last receiver, query"),
        rooms.entrySet().stream().map(room -> line(room.getKey(), room.getValue())).toList());
  }

  private List<String> line(int room, String which) {
    StrategyRow scan = row(Strategy.SCAN, room);
    StrategyRow query = row(tuning.assumptions().query(), room);
    return List.of(
        Numbers.whole(room),
        which,
        Numbers.plain(scan.units()),
        Numbers.plain(query.units()),
        Figures.duration(scan.lastMillis()),
        Figures.duration(query.lastMillis()));
  }

  private StrategyRow row(Strategy strategy, int room) {
    int possible = Math.min(room, tuning.inputs().connections());
    return StrategyRow.of(
        strategy, RoomMix.sized(tuning.inputs(), possible), tuning.assumptions(), tuning.prices());
  }
}
