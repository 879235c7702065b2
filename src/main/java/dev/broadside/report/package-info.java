/**
 * Draws run folders: one as summary text, Markdown, JUnit XML and HTML, several beside each other,
 * and all of them as an index.
 *
 * <p>A folder is read into a {@link dev.broadside.report.RunReport}: {@code summary.json}, the
 * histogram logs, and what the run wrote down while it went ({@code RunLog}). Each section of a
 * page is a class that makes {@link dev.broadside.report.Markup} of it, or nothing where the folder
 * does not say; all pages share {@code report.css}. What is computed (bins of a timeline, a
 * waterfall, a bootstrap) knows nothing of how it is drawn. Nothing here writes but {@link
 * dev.broadside.report.Reports}.
 */
@NullMarked
package dev.broadside.report;

import org.jspecify.annotations.NullMarked;
