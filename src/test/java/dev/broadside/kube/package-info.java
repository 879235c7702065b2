@NullMarked
package dev.broadside.kube;

import org.jspecify.annotations.NullMarked;
