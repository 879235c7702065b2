/**
 * AWS arithmetic as pure functions: what a message, a connection minute and a page cost, which
 * quotas and latencies AWS has, each with its source.
 */
@NullMarked
package dev.broadside.aws;

import org.jspecify.annotations.NullMarked;
