/**
 * CloudFormation templates as the local stage runs them: a reader that refuses what it does not
 * understand, by name and line.
 */
@NullMarked
package dev.broadside.template;

import org.jspecify.annotations.NullMarked;
