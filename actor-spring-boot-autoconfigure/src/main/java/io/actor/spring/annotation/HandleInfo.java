package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link GenServer} that handles all other messages of the type of
 * its first parameter ({@code handle_info/2}): {@link io.actor.process.Down},
 * {@link io.actor.process.Exit}, {@link io.actor.gen.Timeout} and what others send. It
 * returns nothing, or a {@link io.actor.gen.Next}, and may take the server's own
 * {@link io.actor.process.Process}. A message without a handler is logged and dropped.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandleInfo {

}
