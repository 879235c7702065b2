@NullMarked
package dev.broadside.cloud;

import org.jspecify.annotations.NullMarked;
