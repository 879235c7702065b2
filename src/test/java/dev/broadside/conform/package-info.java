@NullMarked
package dev.broadside.conform;

import org.jspecify.annotations.NullMarked;
