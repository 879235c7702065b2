/**
 * The function host: a JVM that runs Java Lambda functions and speaks Lambda's Invoke API on a
 * loopback port, so that the stage calls functions in any language the same way.
 *
 * <p>Each invocation under way has a thread and a handler object of its own, as a Lambda
 * environment would; handler objects are used again. Static state is shared by the functions of one
 * host, a declared difference. Nothing here knows the stage, and no Netty is loaded.
 */
@NullMarked
package dev.broadside.stage.host;

import org.jspecify.annotations.NullMarked;
