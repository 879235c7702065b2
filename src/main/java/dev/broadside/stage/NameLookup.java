package dev.broadside.stage;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks names up as the JDK does, which blocks, and so on a thread of its own: a name server that
 * does not answer must not hold up an event loop and all its clients.
 */
final class NameLookup extends AddressResolverGroup<InetSocketAddress> {
  static final NameLookup OF_THE_JDK = new NameLookup(InetAddress::getAllByName);

  private final Names names;

  NameLookup(Names names) {
    this.names = names;
  }

  /** Knows the addresses of hosts, at least one of each. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetNameResolver(executor) {
      @Override
      protected void doResolve(String host, Promise<InetAddress> promise) {
        find(host, found -> promise.setSuccess(found.getFirst()), promise::setFailure);
      }

      @Override
      protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        find(host, promise::setSuccess, promise::setFailure);
      }
    }.asAddressResolver();
  }

  private void find(
      String host, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown) {
    Thread.startVirtualThread(
        () -> {
          try {
            found.accept(List.of(names.of(host)));
          } catch (UnknownHostException e) {
            unknown.accept(e);
          }
        });
  }
}
