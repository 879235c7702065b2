/**
 * What AWS itself says of a deployed stage: the account's quotas before a run ({@link
 * dev.broadside.cloud.AccountQuotas}), CloudWatch's metrics and the handlers' outcome lines of its
 * minutes after it ({@link dev.broadside.cloud.CloudWatch}). Asked with the credentials that the
 * SDK finds, never during a run, on the caller's thread; nothing here creates, changes or deletes
 * anything.
 */
@NullMarked
package dev.broadside.cloud;

import org.jspecify.annotations.NullMarked;
