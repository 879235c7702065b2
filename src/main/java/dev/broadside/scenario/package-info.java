/**
 * The scenario file as records, and its strict reader.
 *
 * <p>{@link dev.broadside.scenario.ScenarioReader} goes from text to records in four steps: {@code
 * ScenarioFile} gets the text, {@code YamlTree} keeps each key and value with its place, {@code
 * Replacement} puts in what {@code --set} asks for, and {@code Section} reads key by key what
 * {@code Keys} allows. {@code Sweep} makes several runs of one file. {@link
 * dev.broadside.scenario.ScenarioWriter} goes back. Everything here is immutable, and a secret is
 * in none of it: see {@link dev.broadside.scenario.Secrets}.
 */
@NullMarked
package dev.broadside.scenario;

import org.jspecify.annotations.NullMarked;
