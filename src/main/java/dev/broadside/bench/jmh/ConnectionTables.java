package dev.broadside.bench.jmh;

import dev.broadside.cloud.CloudException;
import java.util.List;

/** Where tables of connections are made and filled, each once. */
public interface ConnectionTables extends AutoCloseable {

  /** Makes the table with the index. */
  void makeConnections(TableShape shape) throws CloudException, InterruptedException;

  /** Makes the table that is keyed by room. */
  void makeRooms(TableShape shape) throws CloudException, InterruptedException;

  /** How many items each segment of a parallel Scan has in the table with the index. */
  List<Long> segments(TableShape shape) throws CloudException, InterruptedException;

  @Override
  void close();
}
