package dev.broadside.stage;

import dev.broadside.process.ChildJvm;
import dev.broadside.template.Template;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The JVMs that run the functions of one version of a template: started together, ended together.
 * When a stage is reloaded, the next version's are started beside them, and these end with the last
 * invocation that is under way.
 */
final class FunctionHosts implements AutoCloseable {
  private final List<FunctionHost> hosts = new ArrayList<>();
  private final Map<FunctionHost, InetSocketAddress> addresses = new LinkedHashMap<>();
  private final UnderWay underWay = new UnderWay();
  private volatile boolean closing;

  private FunctionHosts() {}

  /**
   * Starts them without waiting.
   *
   * @param number of the first; it names the host's files, and no two of a stage are the same
   */
  static FunctionHosts start(
      List<Template.Function> functions, FunctionHost.Settings settings, int number)
      throws StageException {
    FunctionHosts started = new FunctionHosts();
    try {
      for (FunctionGroups.Group group : FunctionGroups.of(functions)) {
        started.hosts.add(FunctionHost.start(number + started.hosts.size(), group, settings));
      }
      return started;
    } catch (StageException e) {
      started.close();
      throw e;
    }
  }

  /**
   * Waits until all of them answer.
   *
   * @param onDeath told in one sentence when one ends by itself from here on
   */
  void awaitReady(Consumer<String> onDeath) throws StageException, InterruptedException {
    for (FunctionHost host : hosts) {
      addresses.put(host, host.awaitReady());
      watch(host.process(), onDeath);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The end is told to onDeath.
  private void watch(ChildJvm process, Consumer<String> onDeath) {
    process
        .onExit()
        .thenAccept(
            code -> {
              if (!closing) {
                onDeath.accept(
                    "the %s ended with %s".formatted(process.name(), process.describeEnd(code)));
              }
            });
  }

  /** Sends invocations here. A pool for each function: a long broadcast holds up no $connect. */
  void place(Functions functions, Function<InetSocketAddress, HttpPools> pools) {
    addresses.forEach(
        (host, address) ->
            host.functions()
                .forEach(function -> functions.place(function, pools.apply(address), underWay)));
  }

  /** Ends them when nothing is under way any more; invocations go elsewhere already. */
  void retire(Runnable closed) {
    // One that ends by itself meanwhile fails what is under way there, and not the stage.
    closing = true;
    underWay.giveUp(
        () ->
            Thread.ofPlatform()
                .name("retired function hosts")
                .daemon()
                .start(
                    () -> {
                      close();
                      closed.run();
                    }));
  }

  int count() {
    return hosts.size();
  }

  List<Long> pids() {
    return hosts.stream().map(host -> host.process().pid()).toList();
  }

  @Override
  public void close() {
    closing = true;
    hosts.forEach(FunctionHost::close);
  }
}
