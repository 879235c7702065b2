/**
 * Child JVMs and sidecars: started on free ports, ready-checked, gone when their parent is gone.
 */
@NullMarked
package dev.broadside.process;

import org.jspecify.annotations.NullMarked;
