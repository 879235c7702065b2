package dev.broadside.bench.jmh;

import dev.broadside.cloud.CloudException;

/** Where tables of connections are made and filled, each once. */
public interface ConnectionTables extends AutoCloseable {

  /** Makes the table with the index. */
  void makeConnections(TableShape shape) throws CloudException, InterruptedException;

  /** Makes the table that is keyed by room. */
  void makeRooms(TableShape shape) throws CloudException, InterruptedException;

  @Override
  void close();
}
