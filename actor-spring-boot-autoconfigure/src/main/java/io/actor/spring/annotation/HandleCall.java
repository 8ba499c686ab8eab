package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link GenServer} that answers calls with a request of the type
 * of its first parameter ({@code handle_call/3}).
 * <p>
 * It returns the reply, or a {@link java.util.concurrent.CompletionStage} that completes
 * with it, or it takes an {@link io.actor.gen.From} and replies later. A reply is never
 * null. It may return a {@link io.actor.gen.Next} to say what else happens, and take the
 * server's own {@link io.actor.process.Process}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandleCall {

}
