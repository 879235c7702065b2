@NullMarked
package dev.broadside.report;

import org.jspecify.annotations.NullMarked;
