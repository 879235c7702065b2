package dev.broadside.scale;

import dev.broadside.scale.clock.ClockErrorBound;
import dev.broadside.scale.clock.CommonTime;
import dev.broadside.scale.clock.HostClock;
import dev.broadside.scale.clock.HostFacts;
import dev.broadside.scale.clock.Reference;
import dev.broadside.scale.clock.UdpEchoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an injector in step with the others of its run. One that shares its launcher's clock needs
 * nobody. Every other one answers who asks for its time, and once the run is to begin, asks the
 * reference for its. One thread; the {@link #time} is everybody's.
 */
public final class Timekeeper implements AutoCloseable {
  private final InjectorVariables variables;
  private final HostClock host;
  private final Sharing sharing;
  private int shard;
  private @Nullable ClockErrorBound vouched;
  private @Nullable UdpEchoServer server;
  private CommonTime time;

  /** With whom an injector has one clock. */
  public enum Sharing {
    /** With all, since one host has all of them. */
    WITH_ALL,
    /** With its launcher, and others may ask for it. */
    WITH_SOME,
    /** With nobody that it knows of. */
    WITH_NOBODY
  }

  /** The timekeeper of the injector with these variables. */
  public Timekeeper(InjectorVariables variables, HostClock host, Sharing sharing) {
    this.variables = variables;
    this.host = host;
    this.sharing = sharing;
    this.time =
        sharing == Sharing.WITH_NOBODY ? CommonTime.unknown(host) : CommonTime.exact(host.anchor());
  }

  /** Lets the others ask for this injector's time. */
  public void announce(int own) throws ScaleException {
    shard = own;
    if (sharing == Sharing.WITH_ALL) {
      return;
    }
    vouched = HostFacts.clockErrorBound();
    try (ClockDirectory directory = new ClockDirectory(variables.table(), variables.run())) {
      UdpEchoServer started =
          UdpEchoServer.start(
              new InetSocketAddress(0), host.anchor(), Reference.echoes(variables.run(), shard));
      server = started;
      int port = started.address().getPort();
      directory.announce(new Reference(shard, HostFacts.at(port), vouched));
    } catch (IOException e) {
      time.why("no UDP port could be opened (" + e.getMessage() + ")");
    }
  }

  /** Finds the reference and keeps to it; when to begin, as a {@code System.nanoTime}. */
  public long begin(long startAtMicros) throws ScaleException {
    if (sharing == Sharing.WITH_NOBODY) {
      try (ClockDirectory directory = new ClockDirectory(variables.table(), variables.run())) {
        follow(directory);
      }
    }
    return time.begin(startAtMicros);
  }

  private void follow(ClockDirectory directory) {
    Integer first = directory.reference();
    if (first == null) {
      time.why("the table did not say who began");
    } else if (first == shard) {
      time = CommonTime.exact(host.anchor());
    } else {
      Reference reference = directory.of(first);
      if (reference == null) {
        time.why("injector " + first + " announced no address");
      } else {
        time.follow(reference, variables.run(), vouched);
      }
    }
  }

  /** The time of the run; its start is known after {@link #begin}. */
  public CommonTime time() {
    return time;
  }

  @Override
  public void close() {
    time.close();
    UdpEchoServer answering = server;
    if (answering != null) {
      try {
        answering.close();
      } catch (IOException e) {
        System.getLogger(Timekeeper.class.getName())
            .log(System.Logger.Level.DEBUG, "clock echo", e);
      }
    }
  }
}
