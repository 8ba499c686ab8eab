package io.actor.gen;

/**
 * A server whose state can be read and set from outside, through {@link Sys}: to look at
 * it, to repair it, and to carry it to another version of the code.
 *
 * <p>
 * The state is a value: what {@link #state()} gives must not change when the server goes
 * on, and {@link #state(Object)} must take a copy of what is mutable. All three methods
 * run in the server's process, between two messages.
 *
 * <pre>{@code
 * public Integer state() {
 *     return this.value;
 * }
 *
 * public void state(Integer state) {
 *     this.value = state;
 * }
 * }</pre>
 *
 * @param <S> type of the state. If versions of the server come from different class
 * loaders, the type must come from one that both know: a record of a shared library, a
 * map, a list
 */
public interface Stateful<S> {

	/** The state now, never null. */
	S state();

	/** Goes on with this state. */
	void state(S state);

	/**
	 * Makes the state of one version out of the state of another one
	 * ({@code Module:code_change/3}). If it throws, the server keeps its old code and
	 * state. By default it is refused, as a module without {@code code_change} does.
	 * <p>
	 * On an upgrade the new version is asked. On a downgrade ({@link Downgrade}) the
	 * running one is, for it alone knows both; what it returns goes to the older one.
	 * @param oldVersion which version the state is of, or a {@link Downgrade} to the
	 * version that comes next; as {@link Sys#changeCode} was told
	 * @param state the state of the other version
	 * @param extra what {@link Sys#changeCode} was told besides
	 * @return the state for {@link #state(Object)} of the version that comes next
	 */
	default Object codeChange(Object oldVersion, Object state, Object extra) throws Exception {
		throw new UnsupportedOperationException(
				getClass().getName() + " has no codeChange, it cannot take over the state of version " + oldVersion);
	}

}
