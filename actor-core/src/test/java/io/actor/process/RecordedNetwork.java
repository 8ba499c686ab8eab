package io.actor.process;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

/** A network that notes each signal for another node and delivers none. */
final class RecordedNetwork implements Distribution {

	/** What went out, in order. */
	final List<Signal> signals = new CopyOnWriteArrayList<>();

	/**
	 * A signal for another node.
	 *
	 * @param kind the operation of {@link Distribution}
	 * @param parts its parameters
	 */
	record Signal(String kind, List<Object> parts) {

		static Signal of(String kind, Object... parts) {
			return new Signal(kind, Arrays.asList(parts));
		}

	}

	private void note(String kind, Object... parts) {
		this.signals.add(Signal.of(kind, parts));
	}

	@Override
	public void send(Pid from, Pid to, Object message) {
		note("send", from, to, message);
	}

	@Override
	public void send(Pid from, RegisteredName to, Object message) {
		note("send", from, to, message);
	}

	@Override
	public void send(Pid from, Ref alias, Object message) {
		note("send", from, alias, message);
	}

	@Override
	public void sendIfConnected(Pid from, Destination to, Object message) {
		note("sendIfConnected", from, to, message);
	}

	@Override
	public void link(Pid from, Pid to) {
		note("link", from, to);
	}

	@Override
	public void unlink(long id, Pid from, Pid to) {
		note("unlink", id, from, to);
	}

	@Override
	public void exitLink(Pid from, Pid to, ExitReason reason) {
		note("exitLink", from, to, reason);
	}

	@Override
	public void exit(Pid from, Pid to, ExitReason reason) {
		note("exit", from, to, reason);
	}

	@Override
	public void monitor(Pid watcher, Destination target, Ref ref) {
		note("monitor", watcher, target, ref);
	}

	@Override
	public void demonitor(Pid watcher, Destination target, Ref ref) {
		note("demonitor", watcher, target, ref);
	}

	@Override
	public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		note("down", watcher, target, ref, reason);
	}

}
