/**
 * Two sets of results to a verdict: is this change slower?
 *
 * <p>The judgement is pure. {@code Screen} and {@code Confirmation} are functions of the pairs seen
 * so far, {@code Suite} asks for the next ones; the simulation in the tests and {@code Comparison}
 * drive the same machine. Around it: {@code JmhReader} and {@code RunReader} turn files into {@code
 * Results}, {@code Unpaired} judges such that exist already, {@code Counters} compares what needs
 * no statistics, and the {@code GateFormat}s write a {@code GateReport}. {@code History} keeps what
 * each night measured and asks {@code ChangePoints} when a level changed.
 *
 * <p>Everything fails closed: what is missing, cut short, doubled or measured otherwise is a {@link
 * dev.broadside.gate.GateException}, never a pass.
 */
@NullMarked
package dev.broadside.gate;

import org.jspecify.annotations.NullMarked;
