package dev.broadside.load;

import dev.broadside.measure.Ledger;
import io.netty.channel.group.ChannelGroup;

/** What every connection of a run shares. */
record Wiring(
    Ledger ledger, Population population, ConnectLog log, ChannelGroup channels, Pings pings) {}
