package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link GenServer} that handles casts of the type of its first
 * parameter ({@code handle_cast/2}). It returns nothing, or a {@link io.actor.gen.Next},
 * and may take the server's own {@link io.actor.process.Process}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandleCast {

}
