/**
 * Gatling extension and simulations: opens the subscribers, publishes on an absolute schedule, and
 * hands every frame to the ledger.
 */
@NullMarked
package dev.broadside.load;

import org.jspecify.annotations.NullMarked;
