package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/**
 * What authorization said of a client, as every later event repeats it. A connection keeps it as
 * long as it lives, so it is text that is written as it is.
 *
 * @param authorizer what events have as {@code requestContext.authorizer}, in JSON
 * @param accessKey who signed the handshake
 */
record Admission(@Nullable String authorizer, @Nullable String accessKey) {}
