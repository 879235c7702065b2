/**
 * Draws a run folder: summary text, Markdown, JUnit XML and HTML, from {@code summary.json} and the
 * histogram logs alone.
 */
@NullMarked
package dev.broadside.report;

import org.jspecify.annotations.NullMarked;
