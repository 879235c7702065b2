package dev.broadside.cli;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.TableSample;
import dev.broadside.cloud.TableView;
import dev.broadside.tune.ExistingTable;
import dev.broadside.tune.RoomSizes;
import dev.broadside.tune.TuningInputs;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tuning is about: a table that was described, or one that was read.
 *
 * @param table none if it was described
 */
record TunedTable(TuningInputs inputs, @Nullable ExistingTable table) {
  private static final double PERCENT = 100;
  private static final String NOTE = "Note";

  /** So many are open at most, where the quotas are AWS's defaults: see {@link TuningInputs}. */
  private static final long MOST = 3_600_000;

  /**
   * Of a table that was read: its middle room stands where one number is asked for.
   *
   * @param described broadcasts and joins are of it
   */
  static TunedTable of(TableView view, TuningInputs described) throws CloudException {
    TableSample sample = view.sample();
    long connections = sample.tableItems();
    if (connections > MOST) {
      throw new CloudException(
          String.format(
              Locale.ROOT,
              "the table %s has about %,d items, and an account has %,d connections at most by default: remove the items of connections that are gone, or describe the table with --connections",
              view.name(),
              connections,
              MOST));
    }
    // Where the room is the key, a segment has all of a room or nothing of it.
    double fraction = view.keys().keyedByRoom() ? 1 : sample.fraction();
    RoomSizes rooms = RoomSizes.sampled(sample.members(), fraction);
    TuningInputs inputs =
        new TuningInputs(
            (int) connections,
            (int) Math.min(connections, rooms.quantile(0.5)),
            TuningInputs.possibleItem(sample.meanItemBytes()),
            described.broadcasts(),
            described.joins());
    long entry = Math.max(1, Math.round(sample.meanEntryBytes()));
    return new TunedTable(
        inputs, new ExistingTable(rooms, entry, view.keys().keyedByRoom(), facts(view, rooms)));
  }

  /** What is to be known before the verdict is believed; none, most of the time. */
  Optional<String> note() {
    return Optional.ofNullable(table == null ? null : table.facts().get(NOTE));
  }

  private static Map<String, String> facts(TableView view, RoomSizes rooms) {
    TableSample sample = view.sample();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Table", view.name() + " at " + view.place() + ", " + view.billing());
    facts.put("Rooms", rooms(view));
    facts.put(
        "Read",
        format(
            "%,d items, %s of the table, with %,.1f read units%s",
            sample.items(), percent(sample.fraction()), sample.units(), throttled(sample)));
    facts.put(
        "Item sizes",
        format(
            "mean %,.0f B, half up to %,d B, 99%% up to %,d B, largest %,d B; an entry of the index of rooms %,.0f B",
            sample.meanItemBytes(),
            sample.itemBytes(0.5),
            sample.itemBytes(0.99),
            sample.itemBytes(1),
            sample.meanEntryBytes()));
    facts.put(
        "Audience of a broadcast",
        format(
            "mean %,.1f, half up to %,d, largest %,d",
            rooms.mean(), rooms.quantile(0.5), rooms.quantile(1)));
    facts.putAll(doubts(view, rooms));
    return facts;
  }

  /** What makes the numbers less than they seem; nothing, most of the time. */
  private static Map<String, String> doubts(TableView view, RoomSizes rooms) {
    TableSample sample = view.sample();
    Map<String, String> facts = new LinkedHashMap<>();
    if (sample.fraction() < 1 && view.keys().keyedByRoom()) {
      facts.put(
          "Part",
          "a room is read in whole or not at all, so sizes are exact; a larger one may be in the part that was not read: --sample reads more");
    } else if (sample.fraction() < 1) {
      facts.put(
          "Blur",
          format(
              "a room's size is estimated from its part of the sample: single sizes below about %,.0f are blurred, so read the bars up to there together and take such a largest room for an upper estimate; the mean is not blurred. --sample reads more",
              10 / sample.fraction()));
    }
    if (sample.withoutRoom() > 0) {
      facts.put(
          "Without a room",
          format(
              "%,d of the items that were read lack the attribute %s: a Scan reads and pays for them, no index has them, so a Query does not find them",
              sample.withoutRoom(), view.keys().room()));
    }
    if (rooms.quantile(1) == 1) {
      facts.put(
          NOTE,
          "each connection is in a room of its own: if %s is not what holds the room, name that with --room-key"
              .formatted(view.keys().room()));
    }
    return facts;
  }

  private static String rooms(TableView view) {
    if (view.keys().keyedByRoom()) {
      return "the table's own partition key " + view.keys().room();
    }
    String index = view.keys().index();
    return index == null
        ? "attribute %s, of which the table has no index: a Query needs one"
            .formatted(view.keys().room())
        : "attribute %s, by the index %s".formatted(view.keys().room(), index);
  }

  private static String throttled(TableSample sample) {
    if (sample.throttled() == 0) {
      return "";
    }
    return format(
        "; throttled %,d times%s",
        sample.throttled(), sample.ended() ? ", and read more slowly" : ", which ended it early");
  }

  private static String percent(double fraction) {
    double percent = PERCENT * fraction;
    return fraction == 1 ? "all" : format(percent < 1 ? "%.2g%%" : "%.1f%%", percent);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
