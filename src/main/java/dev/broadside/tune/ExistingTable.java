package dev.broadside.tune;

import java.util.Map;

/**
 * A table that exists, as it was read: what {@link TuningInputs} cannot hold.
 *
 * @param rooms how large they are
 * @param entryBytes of an entry of its index of rooms, or of one that projects the keys alone
 * @param facts what the page says of it, by name
 */
public record ExistingTable(RoomSizes rooms, long entryBytes, Map<String, String> facts) {}
