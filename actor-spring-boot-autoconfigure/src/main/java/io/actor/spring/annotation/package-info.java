/**
 * The words a Spring application uses to declare servers and their clients. They say
 * nothing of how servers are started; begin with
 * {@link io.actor.spring.annotation.GenServer}.
 */
@NullMarked
package io.actor.spring.annotation;

import org.jspecify.annotations.NullMarked;
