/**
 * What a number means: marker, clock, ledger, histograms, validity and the run folder. No socket,
 * no Gatling, no SDK.
 */
@NullMarked
package dev.broadside.measure;

import org.jspecify.annotations.NullMarked;
