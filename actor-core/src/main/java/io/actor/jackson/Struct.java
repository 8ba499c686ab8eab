package io.actor.jackson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that is an Elixir struct, as message and as data: a map whose key
 * {@code __struct__} names the module. An empty {@code Optional} is {@code nil}.
 * <pre>{@code
 * &#64;Struct("Chat.Line")
 * public record Line(String text) { }     // %Chat.Line{text: "..."}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Struct {

	/**
	 * The module as Elixir writes it, {@code Chat.Line}; one that begins with a small
	 * letter is an Erlang module.
	 */
	String value();

}
