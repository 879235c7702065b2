/**
 * Commands: parsing, wiring and printing. Each command is a class; it may use every other package.
 */
@NullMarked
package dev.broadside.cli;

import org.jspecify.annotations.NullMarked;
