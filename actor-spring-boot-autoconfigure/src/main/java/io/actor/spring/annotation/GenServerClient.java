package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface through which others talk to a server, here or on another node. A
 * bean that implements it is made for each one found in the packages of the application.
 *
 * <pre>{@code
 * &#64;GenServerClient("rooms")
 * interface Rooms {
 *
 *     List<Line> history(History request);
 *
 *     CompletableFuture<List<Line>> historyLater(History request);
 *
 *     void say(Say message);
 * }
 * }</pre>
 *
 * Each method has one parameter, the message. One that returns a value is a call, one
 * that returns a {@link java.util.concurrent.CompletableFuture} is a call that does not
 * wait, one that returns nothing is a cast. Default methods are run as they are. A failed
 * call throws {@link io.actor.gen.CallException}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface GenServerClient {

	/**
	 * The server: its registered name, or name and node as in
	 * {@code rooms@chat2@localhost}. Placeholders are resolved.
	 */
	String value();

	/**
	 * How long calls wait, for example {@code 2s}; {@code actor.default-call-timeout}
	 * unless given. Placeholders are resolved.
	 */
	String timeout() default "";

}
