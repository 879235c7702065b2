@NullMarked
package dev.broadside.cli.live;

import org.jspecify.annotations.NullMarked;
