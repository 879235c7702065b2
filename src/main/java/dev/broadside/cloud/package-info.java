/**
 * What AWS itself says of a deployed stage: CloudWatch's metrics and the handlers' outcome lines of
 * a run's minutes ({@link dev.broadside.cloud.CloudWatch}). Asked after a run and never during it, with
 * the credentials that the SDK finds; nothing here creates, changes or deletes anything. On the
 * caller's thread.
 */
@NullMarked
package dev.broadside.cloud;

import org.jspecify.annotations.NullMarked;
