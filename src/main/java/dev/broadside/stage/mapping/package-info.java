/**
 * Mapping templates: what API Gateway makes of a message before a non-proxy integration sees it,
 * and of the answer before the client does. The language is Velocity's, with the variables {@code
 * $input}, {@code $context}, {@code $stageVariables} and {@code $util}.
 *
 * <p>{@link dev.broadside.stage.mapping.MappingTemplate} is the door: text is parsed once ({@code
 * TemplateParser}, {@code ExpressionParser}) into {@code Node}s, and rendered for each message
 * ({@code Interpreter}, {@code Evaluator}). {@link dev.broadside.stage.mapping.TemplateChoice}
 * picks the template of a message, or says that it passes through, or that it is refused.
 *
 * <p>A template is somebody's text and a message somebody else's, so nothing here reflects: a value
 * is text, number, boolean, list or map, and a method is an entry in a table ({@code Methods}).
 * {@code Budget} ends what would run or grow without end. A parsed template is immutable and may be
 * rendered by any number of threads; everything else belongs to one rendering.
 *
 * <p>Which behaviour of AWS rests on which evidence is in {@code src/docs/adr/0007}.
 */
@NullMarked
package dev.broadside.stage.mapping;

import org.jspecify.annotations.NullMarked;
