package io.actor.process;

import java.util.function.Supplier;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A message of another node that is still in bytes. Its receiver reads it in its own
 * turn; one that cannot be read was never there.
 */
final class UnreadMessage extends Message {

	private final @Nullable Pid sender;

	private volatile @Nullable Supplier<@Nullable Object> source;

	/** What was read; the message itself if it cannot be. */
	private volatile @Nullable Object read;

	/**
	 * A message.
	 * @param sender who sent it, if that was said
	 * @param source reads it, any number of times and on any thread; null if it cannot be
	 * read
	 */
	UnreadMessage(@Nullable Pid sender, Supplier<@Nullable Object> source) {
		super("unread");
		this.sender = sender;
		this.source = source;
	}

	@Override
	public @Nullable Pid sender() {
		return this.sender;
	}

	@Override
	boolean readable() {
		return body() != this;
	}

	@Override
	public Object body() {
		Object known = this.read;
		if (known != null) {
			return known;
		}
		Supplier<@Nullable Object> bytes = this.source;
		Object value = (bytes != null) ? bytes.get() : null;
		if (value == null) {
			// Read by another thread meanwhile, or unreadable.
			known = this.read;
			value = (known != null) ? known : this;
		}
		this.read = value;
		this.source = null;
		return value;
	}

}
