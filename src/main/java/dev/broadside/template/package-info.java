/**
 * CloudFormation templates as the local stage runs them: a reader that refuses what it does not
 * understand, by name and line.
 *
 * <p>Text becomes a tree of {@link dev.broadside.template.Value}s, each with its line ({@code
 * ValueParser}). {@code Stack} resolves the intrinsics in it ({@code Intrinsics}), resource by
 * resource, in the order in which CloudFormation would create them, and checks every resource
 * against its {@link dev.broadside.template.ResourceType}, which lists what is understood. The
 * mappings ({@code TableMapping}, {@code FunctionMapping}, {@code QueueMapping}, {@code
 * EventSourceMapping}, {@code IntegrationMapping}, {@code WebSocketApiMapping}, {@code
 * HttpApiMapping}) turn resolved resources into the records of {@link
 * dev.broadside.template.Template}; a version or an alias is the function itself ({@code
 * FunctionArns}). A new kind of resource needs a constant there and a mapping, and nothing else.
 */
@NullMarked
package dev.broadside.template;

import org.jspecify.annotations.NullMarked;
