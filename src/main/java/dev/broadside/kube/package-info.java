/**
 * The injectors of a run in a Kubernetes cluster, as one Indexed Job, without an operator.
 *
 * <p>{@code Order} says what is wanted; {@code Manifest} is that in Kubernetes' words, a function
 * that needs no cluster. {@code Cluster} is a namespace and the few requests that we make of it,
 * {@code Refusal} turns its answers into sentences. {@code Standing} reads a pod's status, {@code
 * Sightings} remembers how long a pod has waited for what and decides when that is too long; both
 * are functions of what they are given. {@code JobRun} is the shell around them.
 *
 * <p>Kubernetes only starts and ends processes. That they begin together, and what they measured,
 * is the business of {@link dev.broadside.scale} and its table, which has no idea of pods: a
 * cluster that cannot be asked during a run changes nothing in its result.
 */
@NullMarked
package dev.broadside.kube;

import org.jspecify.annotations.NullMarked;
