@NullMarked
package dev.broadside.cli;

import org.jspecify.annotations.NullMarked;
