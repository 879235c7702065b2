/**
 * What AWS itself says of a deployed stage: the account's quotas before a run ({@link
 * dev.broadside.cloud.AccountQuotas}), CloudWatch's metrics and the handlers' outcome lines of its
 * minutes after it ({@link dev.broadside.cloud.CloudWatch}). Asked with the credentials that the
 * SDK finds, never during a run, on the caller's thread; nothing here creates, changes or deletes
 * anything but {@link dev.broadside.cloud.Leftovers}, and that only when it is told to.
 *
 * <p>Also a connection table that exists, in AWS's DynamoDB or one at a URL ({@link
 * dev.broadside.cloud.DynamoDbAt}): {@link dev.broadside.cloud.TableView} is what a slow, sampled
 * Scan of it shows, and {@link dev.broadside.cloud.DynamoDbRefusal} what a refusal comes to. {@link
 * dev.broadside.cloud.Leftovers} finds its rows whose connection is gone, and removes them.
 */
@NullMarked
package dev.broadside.cloud;

import org.jspecify.annotations.NullMarked;
