/**
 * The database service: a supervised pool whose connections are processes, and the
 * history on top of it. Read {@link io.actor.sample.chat.database.ConnectionPool} first.
 */
@NullMarked
package io.actor.sample.chat.database;

import org.jspecify.annotations.NullMarked;
