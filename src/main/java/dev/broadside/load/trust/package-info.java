/**
 * Whom a run trusts when it connects by TLS, and what it says when it does not: one place for the
 * injector's event loops and for the witness process, which share nothing else. It holds what Java
 * itself has, no Netty and no Gatling, so that the witness may use it.
 */
@NullMarked
package dev.broadside.load.trust;

import org.jspecify.annotations.NullMarked;
