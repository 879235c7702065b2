/**
 * A stub of {@code @connections}, in a process of its own: what posts are measured against when no
 * stage shall be measured with them.
 *
 * <p>{@link dev.broadside.bench.stub.PostStubMain} answers posts on one event loop, each after a
 * {@link dev.broadside.bench.stub.PostDelay} that it draws and then measures; what becomes of a
 * post, the id of its connection says ({@link dev.broadside.bench.stub.Fate}). {@link
 * dev.broadside.bench.stub.PostStub} is that process as its parent sees it, {@link
 * dev.broadside.bench.stub.StubCounts} what it has counted, as anybody on this machine may ask.
 */
@NullMarked
package dev.broadside.bench.stub;

import org.jspecify.annotations.NullMarked;
