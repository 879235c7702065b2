/**
 * The conformance checks: does a stage behave like API Gateway?
 *
 * <p>A {@link dev.broadside.conform.Check} is one sentence that must hold, with its evidence and
 * the probe that finds out. {@link dev.broadside.conform.Catalog} lists them all; {@link
 * dev.broadside.conform.ConformRun} runs them against a {@link dev.broadside.conform.Site}, a stage
 * that runs one variant of {@code conformance.yaml}, many at a time and each with a deadline;
 * {@link dev.broadside.conform.ConformReport} is what they found.
 *
 * <p>Nothing here is the stage's, nor Netty: Java-WebSocket is the client, a socket by hand where
 * it hides the answer, and the JDK's HTTP client and the SDK's own call {@code @connections}. So no
 * bug of the stage can confirm itself.
 */
@NullMarked
package dev.broadside.conform;

import org.jspecify.annotations.NullMarked;
