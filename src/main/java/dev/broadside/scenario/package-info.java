/** The scenario file as records, and its strict reader. */
@NullMarked
package dev.broadside.scenario;

import org.jspecify.annotations.NullMarked;
