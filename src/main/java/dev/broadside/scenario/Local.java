package dev.broadside.scenario;

/**
 * The local stage: which design it runs and how its handlers look up and post.
 *
 * @param concurrency posts in flight within one invocation; {@code serial} ignores it
 * @param profile {@code ideal} adds nothing to what the machine takes, {@code aws} what AWS does;
 *     others are paths of files. The stage knows which there are.
 */
public record Local(String design, String lookup, String fanout, int concurrency, String profile) {}
