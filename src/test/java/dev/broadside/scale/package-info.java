@NullMarked
package dev.broadside.scale;

import org.jspecify.annotations.NullMarked;
