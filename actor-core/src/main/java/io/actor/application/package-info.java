/**
 * Applications: trees of processes with a name, which depend on each other and are
 * started and stopped as a whole. Read {@link io.actor.application.Application} first,
 * then {@link io.actor.application.Applications}.
 *
 * <p>
 * One {@code ApplicationController} a node, started with the first application, knows
 * which are loaded and which run. Each running application has an
 * {@code ApplicationMaster}: the parent of its top process and the group leader of
 * everything its processes spawn, which is how leftovers are found when it stops.
 */
@NullMarked
package io.actor.application;

import org.jspecify.annotations.NullMarked;
