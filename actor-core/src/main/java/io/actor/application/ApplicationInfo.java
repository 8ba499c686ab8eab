package io.actor.application;

import io.actor.term.Pid;

/**
 * An application that runs.
 *
 * @param name its name
 * @param version its version, for people
 * @param type what it means that it ends by itself
 * @param started why it was started
 * @param top its top process
 */
public record ApplicationInfo(String name, String version, RestartType type, StartType started, Pid top) {
}
