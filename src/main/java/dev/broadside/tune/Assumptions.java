package dev.broadside.tune;

import dev.broadside.aws.BroadcastModel;
import dev.broadside.aws.Profile;
import dev.broadside.aws.ProfileException;
import dev.broadside.aws.Profiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What modelled numbers rest on beside what was asked. It is printed with them.
 *
 * @param profile latencies and quotas
 * @param inFlight posts at once
 * @param measuredOwnMicros what a post takes beyond its round trip, where a benchmark said so
 * @param messageBytes of a broadcast
 * @param memoryMb of the function; 1,769 is one processor
 * @param segments of a parallel scan
 * @param shards of a sharded room key
 * @param cachedSeconds that a cached list is used for
 * @param chunk receivers of one message of a queue fan-out
 * @param entryBytes of an entry of the index of rooms
 * @param keyedByRoom whether the connection table itself is keyed by room
 */
public record Assumptions(
    Profile profile,
    int inFlight,
    @Nullable Double measuredOwnMicros,
    int messageBytes,
    int memoryMb,
    int segments,
    int shards,
    double cachedSeconds,
    int chunk,
    long entryBytes,
    boolean keyedByRoom) {
  /* Ours, where nothing was measured: in the middle of what fanouts take on common machines. */
  private static final double OWN_MICROS = 100;

  /** The usual ones, with what a post was measured to take, if it was. */
  public static Assumptions usual(@Nullable Double measuredOwnMicros) {
    try {
      return new Assumptions(
          Profiles.find("aws"),
          64,
          measuredOwnMicros,
          512,
          1_769,
          4,
          10,
          5,
          100,
          Reading.ENTRY_BYTES,
          false);
    } catch (ProfileException e) {
      throw new AssertionError("the bundled profile is broken", e);
    }
  }

  /** The same with an index of other entries. */
  Assumptions withEntryBytes(long bytes) {
    return with(bytes, keyedByRoom);
  }

  /** The same for a table that exists. */
  Assumptions with(ExistingTable table) {
    return with(table.entryBytes(), table.keyedByRoom());
  }

  private Assumptions with(long bytes, boolean keyed) {
    return new Assumptions(
        profile,
        inFlight,
        measuredOwnMicros,
        messageBytes,
        memoryMb,
        segments,
        shards,
        cachedSeconds,
        chunk,
        bytes,
        keyed);
  }

  /** How the table that was asked about is queried: by an index, or by its own key. */
  Strategy query() {
    return keyedByRoom ? Strategy.TABLE_QUERY : Strategy.QUERY;
  }

  double ownMicros() {
    return measuredOwnMicros == null ? OWN_MICROS : Math.max(0, measuredOwnMicros);
  }

  /** Where {@link #ownMicros} comes from. */
  String ownSource() {
    return measuredOwnMicros == null
        ? "assumed, nothing was measured"
        : "measured here, fanout direct";
  }

  BroadcastModel model() {
    return model(inFlight);
  }

  BroadcastModel model(int otherInFlight) {
    return new BroadcastModel(profile, otherInFlight, ownMicros());
  }

  /** By name, as they are printed. */
  Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(model().parameters());
    all.put("ownMicrosSource", ownSource());
    all.put("messageBytes", messageBytes);
    all.put("memoryMb", memoryMb);
    all.put("processor", "arm64");
    all.put("segments", segments);
    all.put("shards", shards);
    all.put("cachedSeconds", cachedSeconds);
    all.put("chunk", chunk);
    all.put("indexEntryBytes", entryBytes);
    all.put("keyedByRoom", keyedByRoom);
    return all;
  }
}
