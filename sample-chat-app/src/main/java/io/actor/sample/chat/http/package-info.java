/**
 * The HTTP service: every page that is open has a session, a process that owns its
 * WebSocket. Read {@link io.actor.sample.chat.http.Session} first.
 */
@NullMarked
package io.actor.sample.chat.http;

import org.jspecify.annotations.NullMarked;
