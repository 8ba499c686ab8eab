package io.actor.gen;

import java.util.Optional;

import io.actor.term.Pid;

/**
 * A registry of names that servers can be started and called under: the module of OTP's
 * {@code {via, Module, Name}}. It decides what a name may be, and frees the names of a
 * process that ends.
 */
public interface NameRegistry {

	/**
	 * Gives a process a name, unless somebody has it ({@code register_name/2}). Called in
	 * the new process, before its init.
	 * @return whether the process has the name now
	 */
	boolean register(Object name, Pid pid);

	/**
	 * Frees a name ({@code unregister_name/1}); nothing happens if nobody has it. Called
	 * when a server that has the name does not come up, before its starter hears of it.
	 */
	void unregister(Object name);

	/** Who has the name ({@code whereis_name/1}); asked anew for each call and cast. */
	Optional<Pid> whereis(Object name);

	/**
	 * Sends a message to who has the name ({@code send/2}).
	 * @throws IllegalArgumentException if nobody has it ({@code {badarg, {Name, Msg}}})
	 */
	void send(Object name, Object message);

}
