/** A small application for the tests of the slices. */
@NullMarked
package io.actor.spring.test.rooms;

import org.jspecify.annotations.NullMarked;
