package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.actor.supervisor.Restart;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Marks a class whose instances are servers: processes that answer calls and handle
 * casts, one message at a time. Its handlers are the methods with {@link HandleCall},
 * {@link HandleCast}, {@link HandleInfo} and {@link HandleTerminate}.
 *
 * <pre>{@code
 * &#64;GenServer(name = "rooms")
 * class RoomServer {
 *
 *     private final Map<String, List<Line>> lines = new HashMap<>();
 *
 *     &#64;HandleCall
 *     List<Line> history(History request) {
 *         return this.lines.getOrDefault(request.room(), List.of());
 *     }
 *
 *     &#64;HandleCast
 *     void say(Say message) {
 *         this.lines.computeIfAbsent(message.room(), (room) -> new ArrayList<>()).add(message.line());
 *     }
 * }
 * }</pre>
 *
 * The node starts one under its supervisor when the application starts, in the order of
 * {@link org.springframework.core.annotation.Order @Order}, unless the supervisor is a
 * dynamic one: its children are started on demand. Each start and restart makes a new
 * instance, in the server's own process; constructor arguments are injected. Nobody else
 * can have it injected: others talk to it through a {@link GenServerClient}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public @interface GenServer {

	/**
	 * Name under which the process is registered; the name of the bean unless given.
	 * Placeholders are resolved. Servers of a dynamic supervisor are given theirs when
	 * they are started.
	 */
	String name() default "";

	/**
	 * Name of its supervisor, a bean of type {@code SupervisorSpec} or an entry of
	 * {@code actor.supervisors}; the supervisor {@code application} unless given.
	 * Placeholders are resolved.
	 */
	String supervisor() default "";

	/** Which ends lead to a restart. */
	Restart restart() default Restart.PERMANENT;

	/**
	 * How long it may take to shut down before it is killed, for example {@code 10s};
	 * {@code infinity} waits for it, {@code brutal_kill} kills it at once. Placeholders
	 * are resolved.
	 */
	String shutdown() default "5s";

	/** Whether its handlers only compute and run on the pool for such work. */
	boolean cpuBound() default false;

}
