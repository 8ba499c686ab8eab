package io.actor.process;

import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * A process asked of another node: what it shall run, who asks, and who is told.
 */
public final class RemoteSpawn {

	private final Processes processes;

	private final Ref id;

	private final Pid from;

	private final Pid leader;

	private final Mfa mfa;

	private final ListTerm arguments;

	private final boolean link;

	private final boolean monitor;

	/** The process that asks, if links and monitors are to be its own. */
	private final @Nullable Process owner;

	private final Client client;

	/**
	 * Who is told the outcome: once, on a thread that must not wait, perhaps under a
	 * lock.
	 */
	public interface Client {

		/**
		 * The process runs; nothing it does has been heard yet.
		 * @return whether it is still wanted; if not, link and monitor are taken back
		 */
		boolean spawned(Pid child);

		/** There is no process. */
		void failed(ExitReason reason);

	}

	RemoteSpawn(Processes processes, @Nullable Process owner, Mfa mfa, boolean link, boolean monitor, Client client) {
		this(processes, owner, processes.newRef(), mfa, new Wanted(link, monitor), client);
	}

	private RemoteSpawn(Processes processes, @Nullable Process owner, Ref id, Mfa mfa, Wanted wanted, Client client) {
		this.processes = processes;
		this.id = id;
		Process running = (owner != null) ? owner : running(processes);
		this.from = (running != null) ? running.pid() : processes.nobody();
		this.leader = GroupLeader.forRemote(processes, running);
		this.mfa = mfa;
		this.arguments = ListTerm.of(mfa.args().stream().map(processes.converter()::dataTerm).toList());
		this.link = wanted.link();
		this.monitor = wanted.monitor();
		this.owner = owner;
		this.client = client;
	}

	/**
	 * What is to be set up between the two.
	 *
	 * @param link whether they are linked
	 * @param monitor whether the new one is monitored
	 */
	private record Wanted(boolean link, boolean monitor) {
	}

	/** The running process, if it is one of these. */
	static @Nullable Process running(Processes processes) {
		Process running = Process.current();
		return (running != null && running.processes() == processes) ? running : null;
	}

	/** A process nobody will hear of again. */
	public static RemoteSpawn forgotten(Processes processes, Mfa mfa) {
		return new RemoteSpawn(processes, null, processes.newRef(), mfa, new Wanted(false, false), new Nobody());
	}

	/**
	 * A process whose end an alias hears of; see {@link AliasTarget#down}.
	 * @param alias that of the caller; names the request and its monitor
	 */
	public static RemoteSpawn watched(Processes processes, Mfa mfa, Ref alias, Client client) {
		return new RemoteSpawn(processes, null, alias, mfa, new Wanted(false, true), client);
	}

	/** Asks a node, another than this one, for it. */
	public void send(String node) {
		this.processes.remoteSpawning.ask(node, this);
	}

	/** Names the request, and the monitor. */
	public Ref id() {
		return this.id;
	}

	/** Who asks. */
	public Pid from() {
		return this.from;
	}

	/** The group leader of the new process. */
	public Pid leader() {
		return this.leader;
	}

	/** What it shall run. */
	public Mfa mfa() {
		return this.mfa;
	}

	/** The arguments as they travel. */
	public ListTerm arguments() {
		return this.arguments;
	}

	/** Whether the two are to be linked. */
	public boolean link() {
		return this.link;
	}

	/** Whether the new one is to be monitored. */
	public boolean monitor() {
		return this.monitor;
	}

	@Nullable Process owner() {
		return this.owner;
	}

	Client client() {
		return this.client;
	}

	/** Does not want to know. */
	private static final class Nobody implements Client {

		@Override
		public boolean spawned(Pid child) {
			return true;
		}

		@Override
		public void failed(ExitReason reason) {
		}

	}

}
