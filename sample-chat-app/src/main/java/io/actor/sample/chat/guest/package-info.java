/**
 * The door for programs: whoever is connected with this node, from an Erlang shell or a
 * Phoenix application, sees who is where, joins and talks. Read
 * {@link io.actor.sample.chat.guest.GuestRequest} first.
 */
@NullMarked
package io.actor.sample.chat.guest;

import org.jspecify.annotations.NullMarked;
