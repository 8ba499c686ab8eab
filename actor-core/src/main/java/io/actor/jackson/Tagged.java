package io.actor.jackson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The atom that names something on the wire, where it is not the name in snake case: the
 * tag of a record's tuple, the key of a record's component in a map, or the atom of an
 * enum constant. <pre>{@code
 * &#64;Tagged("get")
 * public record Fetch(String key) { }     // {get,<<"...">>}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD })
public @interface Tagged {

	/** The atom's text. */
	String value();

}
