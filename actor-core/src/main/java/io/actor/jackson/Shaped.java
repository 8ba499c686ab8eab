package io.actor.jackson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another form on the wire than the usual one: of a record wherever it stands, or of what
 * one component holds. In an {@code Optional}, a collection, an array, or as the values
 * of a {@code Map}, it is the form of what is inside. <pre>{@code
 * public record Join(@Shaped(Shape.ATOM) String room, @Shaped(Shape.PROPLIST) Options options) { }
 * // {join,lobby,[{limit,10}]}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.RECORD_COMPONENT })
public @interface Shaped {

	/** The form. */
	Shape value();

}
