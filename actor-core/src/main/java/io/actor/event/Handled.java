package io.actor.event;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a handler does after a callback; made with the methods of {@link EventHandler}.
 */
public sealed interface Handled {

	/** The answer to the call, or null if there is none. */
	@Nullable Object reply();

	/**
	 * Stays.
	 *
	 * @param reply the answer to the call, or null
	 * @param hibernate whether the manager hibernates until its next message
	 */
	record Stay(@Nullable Object reply, boolean hibernate) implements Handled {
	}

	/**
	 * Is removed ({@code remove_handler}).
	 *
	 * @param reply the answer to the call, or null
	 */
	record Remove(@Nullable Object reply) implements Handled {
	}

	/**
	 * Gives its place to another handler ({@code swap_handler}).
	 *
	 * @param argument for its own {@link EventHandler#terminate}
	 * @param id of the new handler
	 * @param handler makes the new handler
	 * @param reply the answer to the call, or null
	 */
	record Swap(Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler,
			@Nullable Object reply) implements Handled {

		public Swap {
			Objects.requireNonNull(argument, "argument");
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(handler, "handler");
		}
	}

}
