package io.actor.jackson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's component is when a map or property list does not have its key, because
 * another version of the record wrote it. Without this a component that is missing is an
 * empty {@code Optional} or an error. <pre>{@code
 * public record Upload(String name, @IfMissing("3") int retries, @IfMissing List<String> tags) { }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IfMissing {

	/**
	 * The value as text: a number, an atom (an enum's constant, {@code true}), or the
	 * content of a binary, whichever the component's type reads. Empty text also stands
	 * for an empty list or map.
	 */
	String value() default "";

}
