/**
 * The local stage: one Netty server that behaves like an API Gateway WebSocket stage,
 * {@code @connections} and the endpoint of the tables.
 */
@NullMarked
package dev.broadside.stage;

import org.jspecify.annotations.NullMarked;
