/**
 * The local stage: one Netty server that behaves like an API Gateway WebSocket stage,
 * {@code @connections} and the endpoint of the tables and queues.
 *
 * <p>{@link dev.broadside.stage.StageMain} starts, in this order and as far as possible at the same
 * time, the port, the function hosts (JVMs of their own, package {@code host}), DynamoDB Local and,
 * for templates with queues, ElasticMQ; last the event sources (package {@code sources}). From then
 * on every byte of a broadcast passes here:
 *
 * <pre>
 * client ──frame──&gt; SocketHandler ─&gt; Gateway ─&gt; Functions ──Invoke API──&gt; function host
 *                                                                             │ lookup
 *                   sidecar &lt;──HttpPool──── PassThrough &lt;────── FrontDoor &lt;──┤
 * client &lt;──frame── Connection &lt;── ManagementApi &lt;──────────────── FrontDoor &lt;──┘ POST @connections
 * </pre>
 *
 * <p>A function that is not Java is called at a URL instead of in a host ({@link
 * dev.broadside.stage.Placement} decides). Template and functions can be replaced while clients are
 * connected ({@link dev.broadside.stage.LocalStage#reload}).
 *
 * <p>A handshake passes an {@link dev.broadside.stage.Authorizer} first. Behind a route stands a
 * function that is called as a proxy ({@link dev.broadside.stage.ProxyIntegration}) or a {@link
 * dev.broadside.stage.Target} behind mapping templates ({@link
 * dev.broadside.stage.MappedIntegration}, package {@code mapping}).
 *
 * <p>Threads: a connection and everything that happens to it (its state, its invocations, the pool
 * they go through) belong to one event loop, so that nothing here takes a lock. Only {@link
 * dev.broadside.stage.Connections}, {@link dev.broadside.stage.Counters}, the time of a
 * connection's last message and the hand-over of a posted frame to its channel cross loops. {@link
 * dev.broadside.stage.Sweep} has a thread of its own, which looks and hands over.
 */
@NullMarked
package dev.broadside.stage;

import org.jspecify.annotations.NullMarked;
