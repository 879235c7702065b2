@NullMarked
package dev.broadside.tune;

import org.jspecify.annotations.NullMarked;
