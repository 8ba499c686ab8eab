package io.actor.event;

/** An event on its way to a manager: {@code {notify, Event}}. */
record Notification(Object event) {
}
