@NullMarked
package dev.broadside.scale.merge;

import org.jspecify.annotations.NullMarked;
