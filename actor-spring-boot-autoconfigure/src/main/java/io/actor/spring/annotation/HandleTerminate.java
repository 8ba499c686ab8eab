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
 * {@link io.actor.process.Process}.
 * <p>
 * It runs when a handler stops the server or throws, and when its supervisor stops it, so
 * also when the application is closed: within {@link GenServer#shutdown}. It does not run
 * when the server is killed, or cannot be stopped in that time; {@code @PreDestroy} then
 * still does.
 * <p>
 * For this a server with such a method traps exits. What ends any other server ends it
 * too, after this method: the crash of a linked process, an exit signal. Exit signals are
 * then obeyed in their turn among the messages. To survive them, handle
 * {@link io.actor.process.Exit} with {@link HandleInfo}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandleTerminate {

}
