package io.actor.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import io.actor.process.ExitReason;
import io.actor.process.InfoKey;
import io.actor.process.Process;
import io.actor.rpc.RaisedException;
import io.actor.rpc.RemoteFunctions;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;

/** What the tests let other nodes call. */
final class RpcFunctions {

	/** Arguments of {@code rooms:history/2}. */
	record History(String room, int lines) {
	}

	/** What {@code rooms:note/1} was called with. */
	final LinkedBlockingQueue<Term> notes = new LinkedBlockingQueue<>();

	/** The process of {@code rooms:wait/0}. */
	final LinkedBlockingQueue<Pid> waiting = new LinkedBlockingQueue<>();

	RemoteFunctions functions() {
		return RemoteFunctions.NONE.function("rooms", "count", 1, (args) -> args.get(0, List.class).size())
			.function("rooms", "history", History.class, (history) -> history.room().repeat(history.lines()))
			.function("rooms", "throw", 1, (args) -> {
				throw RaisedException.thrown(args.get(0));
			})
			.function("rooms", "error", 1, (args) -> {
				throw RaisedException.error(args.get(0));
			})
			.function("rooms", "exit", 1, (args) -> {
				throw Process.current().exit(ExitReason.of(args.get(0)));
			})
			.function("rooms", "crash", 1, (args) -> {
				throw new IllegalStateException(args.get(0, String.class));
			})
			.function("rooms", "note", 1, (args) -> {
				this.notes.add(args.get(0));
				return Atom.OK;
			})
			.function("rooms", "leader", 0, (args) -> {
				Process self = Process.current();
				return self.processes().info(self.pid(), InfoKey.GROUP_LEADER).orElseThrow().orElseThrow();
			})
			.function("rooms", "wait", 0, (args) -> {
				Process self = Process.current();
				this.waiting.add(self.pid());
				return self.receive(Term.class);
			})
			.function("rooms", "sleep", 1, (args) -> {
				Process.current().receive(History.class, Duration.ofMillis(args.get(0, Integer.class)));
				return Atom.OK;
			});
	}

}
