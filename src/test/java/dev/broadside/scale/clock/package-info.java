@NullMarked
package dev.broadside.scale.clock;

import org.jspecify.annotations.NullMarked;
