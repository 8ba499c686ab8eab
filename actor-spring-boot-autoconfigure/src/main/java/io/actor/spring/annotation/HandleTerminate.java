package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link GenServer} that cleans up before the server ends
 * ({@code terminate/2}). It returns nothing and may take the
 * {@link io.actor.process.ExitReason} and the server's own
 * {@link io.actor.process.Process}. It does not run when the server is killed;
 * {@code @PreDestroy} then still does.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandleTerminate {

}
