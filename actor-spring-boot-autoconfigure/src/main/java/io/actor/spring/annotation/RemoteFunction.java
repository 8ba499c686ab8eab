package io.actor.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets other nodes call this method of a bean, by {@code rpc}, {@code erpc} and
 * {@code spawn}.
 *
 * <pre>{@code
 * &#64;RemoteFunction(module = "rooms")
 * List<String> members(String room) { ... }
 * }</pre>
 *
 * is {@code rpc:call(Node, rooms, members, [<<"lobby">>])}, and
 * {@code :rpc.call(node, :rooms, :members, ["lobby"])} in Elixir. Arguments and result
 * are mapped as the components of messages are; a method that returns nothing gives
 * {@code ok}. Each call runs in a process of its own and may block; the bean is shared by
 * all of them, as by the threads of a web server. Nothing but methods with this
 * annotation can be called from outside.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RemoteFunction {

	/**
	 * Name of the Erlang module callers write; there need not be one. Placeholders are
	 * resolved.
	 */
	String module();

	/** Name of the function; that of the method in snake case unless given. */
	String name() default "";

}
