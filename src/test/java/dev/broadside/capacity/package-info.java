/** Tests of the search for a capacity. */
@NullMarked
package dev.broadside.capacity;

import org.jspecify.annotations.NullMarked;
