package dev.broadside.stage.mapping;

/**
 * Whether {@code #if} takes what is missing or empty for true.
 *
 * <p>AWS does not document it. Reports from AWS (serverless-offline issue 50; posts that compare
 * with {@code ""} because the bare reference was always true) say {@link #TRUE}, as in Velocity 1:
 * then only the boolean false is false. Velocity 2 says {@link #FALSE}, and takes zero and empty
 * collections for false too. A template that compares with {@code ""} means the same in both.
 */
public enum EmptyIs {
  TRUE,
  FALSE
}
