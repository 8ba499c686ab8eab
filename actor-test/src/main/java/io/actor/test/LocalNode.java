package io.actor.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a node of its own, as a parameter of type
 * {@link io.actor.node.Node}, and closes it after the test.
 *
 * <pre>{@code
 * void whatIsPushedIsPopped(Node node) {
 *     ServerRef stack = node.start(Stack::new, StartOptions.DEFAULT);
 *     ...
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalNodeExtension.class)
public @interface LocalNode {

	/**
	 * Whether a test fails that leaves processes, names, aliases or timers behind.
	 */
	boolean checkLeaks() default false;

}
