package io.actor.scheduler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the production side of a seam: the few classes that may touch the JVM's clock,
 * threads and randomness directly. Everything else in core reaches them through an
 * interface; the build's bytecode check enforces it (see
 * {@code docs/decisions/0001-seams.md}).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR })
@interface ProductionSeam {

}
