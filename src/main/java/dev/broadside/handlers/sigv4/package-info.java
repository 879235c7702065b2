/**
 * Signature Version 4, by hand and on the plain JDK: for posts to {@code @connections}, where a
 * signature a post has to cost about a microsecond. Handshakes are signed by the SDK (ADR 25).
 *
 * <p>{@link dev.broadside.handlers.sigv4.PostTemplate} prepares all of a post but its connection
 * id. {@link dev.broadside.handlers.sigv4.Signer} has the arithmetic, for any request with its
 * signature in a header. Neither reads a credential from anywhere: they sign with the {@link
 * dev.broadside.handlers.sigv4.Keys} that they are given, and there are no keys without a secret.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
@NullMarked
package dev.broadside.handlers.sigv4;

import org.jspecify.annotations.NullMarked;
