package io.actor.process;

/**
 * One thing about a process.
 *
 * @param key what it is
 * @param value how it is
 * @param <T> type of the value
 */
public record InfoItem<T>(InfoKey<T> key, T value) {
}
