package dev.broadside.stage;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

/** An HTTP endpoint, which gets the mapped message as its body unless it is read with GET. */
record HttpTarget(OutboundHttp http, String method, URI uri) implements Target {
  @Override
  public void send(EventLoop loop, String message, Consumer<Outcome> done) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean bodiless = method.equals("GET") || method.equals("HEAD");
    FullHttpRequest request =
        OutboundHttp.request(method, path + query, uri.getRawAuthority(), bodiless ? "" : message);
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    http.send(loop, InetSocketAddress.createUnresolved(uri.getHost(), port), request, done);
  }
}
