/**
 * Shows a run while it goes: a page for a browser, a view for a terminal.
 *
 * <p>Both are drawn from what the injector tells the command line once a second anyway; nothing
 * here asks the injector for anything. The thread that reads it puts each message on the {@link
 * dev.broadside.cli.live.LiveBoard}, which is all that it does for a page: whoever looks at the
 * page has it drawn on a virtual thread of the {@link dev.broadside.cli.live.LiveServer}, in the
 * process of the command line, once for all who look.
 */
@NullMarked
package dev.broadside.cli.live;

import org.jspecify.annotations.NullMarked;
