/**
 * Process groups, on this node and across nodes ({@code pg}): a process joins a group by
 * its name, and every node knows all members. Start with {@link io.actor.group.Groups}.
 *
 * <p>
 * The path of one join: {@code Groups.join} calls the {@code GroupServer} of its node,
 * which notes the member, publishes the new membership in its {@code GroupView}, tells
 * the processes that monitor the group, and sends a {@code ScopeMessage} to the servers
 * of the other nodes, which do the same for a member that is not theirs. Readers look at
 * the view and ask nobody.
 */
@NullMarked
package io.actor.group;

import org.jspecify.annotations.NullMarked;
