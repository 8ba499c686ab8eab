package io.actor.rpc;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.actor.process.Body;
import io.actor.process.MessageConverter;
import io.actor.process.Mfa;
import io.actor.term.ListTerm;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/**
 * The functions other nodes may call, by {@code rpc}, {@code erpc} and {@code spawn}: the
 * complete list. Whatever is not in it does not exist for them ({@code undef}).
 * Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * RemoteFunctions functions = RemoteFunctions.NONE
 *     .function("rooms", "count", 0, (args) -> this.rooms.size())
 *     .function("rooms", "history", 2, (args) -> history(args.get(0, String.class), args.get(1, Integer.class)));
 * }</pre>
 */
public final class RemoteFunctions {

	/** No functions. */
	public static final RemoteFunctions NONE = new RemoteFunctions(Map.of(), null);

	/** What OTP's own module does; nobody declares it. */
	static final String ERPC = "erpc";

	private final Map<Name, RemoteFunction> functions;

	/** Of the node that serves them; null before that. */
	private final @Nullable Calls calls;

	private RemoteFunctions(Map<Name, RemoteFunction> functions, @Nullable Calls calls) {
		this.functions = Collections.unmodifiableMap(functions);
		this.calls = calls;
	}

	/** What tells functions apart. */
	private record Name(String module, String function, int arity) {

		private Name {
			if (arity < 0 || arity > Mfa.MAX_ARGS) {
				throw new IllegalArgumentException("A function has 0 to " + Mfa.MAX_ARGS + " arguments, not " + arity);
			}
			if (module.isEmpty() || function.isEmpty() || module.equals(ERPC)) {
				throw new IllegalArgumentException("'" + module + "' and '" + function
						+ "' cannot be the module and name of a function for other nodes");
			}
		}

		private boolean matches(String pattern) {
			return pattern.equals(toString()) || pattern.equals(this.module + ":*");
		}

		@Override
		public String toString() {
			return this.module + ":" + this.function + "/" + this.arity;
		}

	}

	/**
	 * The same with one more.
	 * @param module name of an Erlang module; there need not be one. Elixir calls it
	 * {@code :module}
	 * @param function its name
	 * @param arity how many arguments it takes
	 * @throws IllegalArgumentException if there is one of this name and arity
	 */
	public RemoteFunctions function(String module, String function, int arity, RemoteFunction code) {
		Map<Name, RemoteFunction> more = new HashMap<>(this.functions);
		add(more, new Name(module, function, arity), code);
		return new RemoteFunctions(more, this.calls);
	}

	/**
	 * The same with one more, whose arguments are the components of a record, in order.
	 * @throws IllegalArgumentException if there is one of this name and arity
	 */
	public <R extends Record> RemoteFunctions function(String module, String function, Class<R> arguments,
			Function<R, ?> code) {
		RecordArguments<R> reader = new RecordArguments<>(arguments);
		return function(module, function, reader.size(), (args) -> code.apply(reader.read(args)));
	}

	/**
	 * These and those.
	 * @throws IllegalArgumentException if a function is in both
	 */
	public RemoteFunctions and(RemoteFunctions others) {
		Map<Name, RemoteFunction> all = new HashMap<>(this.functions);
		others.functions.forEach((name, code) -> add(all, name, code));
		return new RemoteFunctions(all, this.calls);
	}

	private static void add(Map<Name, RemoteFunction> functions, Name name, RemoteFunction code) {
		if (functions.putIfAbsent(name, code) != null) {
			throw new IllegalArgumentException("The function " + name + " is declared twice");
		}
	}

	/** The same, and their calls are counted from now on, with those of what is added. */
	public RemoteFunctions counted() {
		return new RemoteFunctions(this.functions, new Calls());
	}

	/** How many calls ended so; 0 if they are not counted. */
	public long calls(CallOutcome outcome) {
		return (this.calls != null) ? this.calls.count(outcome) : 0;
	}

	void count(CallOutcome outcome) {
		if (this.calls != null) {
			this.calls.add(outcome);
		}
	}

	/** All of them as {@code module:function/arity}, sorted. */
	public List<String> names() {
		return this.functions.keySet().stream().map(Name::toString).sorted().toList();
	}

	/**
	 * Those that a list of patterns allows: {@code erlang:node/0}, or {@code erlang:*}
	 * for the functions of a module.
	 * @throws IllegalArgumentException if a pattern allows nothing
	 */
	public RemoteFunctions only(List<String> patterns) {
		Map<Name, RemoteFunction> allowed = new HashMap<>();
		for (String pattern : patterns) {
			Map<Name, RemoteFunction> matching = new HashMap<>(this.functions);
			matching.keySet().removeIf((name) -> !name.matches(pattern));
			if (matching.isEmpty()) {
				throw new IllegalArgumentException("'" + pattern + "' is none of " + names());
			}
			allowed.putAll(matching);
		}
		return new RemoteFunctions(allowed, this.calls);
	}

	Optional<RemoteFunction> find(String module, String function, int arity) {
		boolean possible = !module.isEmpty() && !function.isEmpty() && !module.equals(ERPC) && arity <= Mfa.MAX_ARGS;
		return possible ? Optional.ofNullable(this.functions.get(new Name(module, function, arity))) : Optional.empty();
	}

	/**
	 * What a process does that another node spawns: one that asks for a function that is
	 * not here ends with {@code undef}.
	 */
	public Body body(String module, String function, List<Term> args) {
		if (module.equals(ERPC) && function.equals("execute_call") && args.size() == 4) {
			return new ErpcCall(this, args);
		}
		if (module.equals(ERPC) && function.equals("execute_cast") && args.size() == 3) {
			return new ErpcCast(this, args);
		}
		return new FunctionCall(this, module, function, ListTerm.of(args));
	}

	/** The same for a call made here. */
	public Body body(Mfa mfa, MessageConverter converter) {
		return body(mfa.module(), mfa.function(), mfa.args().stream().map(converter::dataTerm).toList());
	}

	@Override
	public String toString() {
		return names().toString();
	}

}
