/**
 * Whatever bytes come, a value comes out or the one exception that is declared, within
 * bounds of time and memory. Start with {@link io.actor.fuzz.FuzzTarget}; the everyday
 * build runs stored inputs and mutations of them, {@code mvn -Pfuzz} lets Jazzer look for
 * more.
 */
package io.actor.fuzz;
