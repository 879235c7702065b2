@NullMarked
package dev.broadside.gate;

import org.jspecify.annotations.NullMarked;
