/** The reference Lambda functions. Uses nothing else of ours: it ships to Lambda alone. */
@NullMarked
package dev.broadside.handlers;

import org.jspecify.annotations.NullMarked;
