/**
 * Child JVMs and sidecars: started on free ports, ready-checked, gone when their parent is gone.
 *
 * <p>Every child's standard input is a pipe from its parent that the parent never closes while it
 * needs the child. The kernel closes it however the parent ends, SIGKILL included, and the child
 * then ends itself ({@link dev.broadside.process.Parent}). So processes form a chain, launcher to
 * injector to stage to function host and sidecars, and cutting it anywhere ends all below.
 *
 * <p>Our own children speak one JSON object a line on standard output and take one command a line
 * on standard input; what they log goes to a file. They ignore SIGINT: a Ctrl-C reaches the whole
 * process group, and the order of the end is the parent's to decide.
 */
@NullMarked
package dev.broadside.process;

import org.jspecify.annotations.NullMarked;
