package dev.broadside.load;

import io.netty.handler.codec.http.FullHttpRequest;

/** Makes the requests of one publisher, on the schedule's thread. */
interface Requests {
  /** The request that publishes the broadcast of a marker, with nothing left to fill in or sign. */
  FullHttpRequest request(String marker) throws LoadException;
}
