package dev.broadside.tune;

import java.util.Map;

/**
 * A table that exists, as it was read: what {@link TuningInputs} cannot hold.
 *
 * @param rooms how large they are
 * @param entryBytes of an entry of its index of rooms, or of one that projects the keys alone
 * @param keyedByRoom whether its own partition key is the room: then a Query needs no index
 * @param facts what the page says of it, by name
 */
public record ExistingTable(
    RoomSizes rooms, long entryBytes, boolean keyedByRoom, Map<String, String> facts) {}
