package io.actor.process;

import io.actor.scheduler.Timer;
import io.actor.scheduler.Turn;
import io.actor.term.Ref;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shared structures of processes in the interleavings Lincheck tries: what two
 * threads see is what some order of their operations gives. Lost wake-ups are no subject
 * for it, see the race tests. The deep lane has time for all of them, and for longer.
 */
@Tag("volume")
@Order(2)
class LinearizabilityTests {

	private static final boolean LONG = System.getProperty("races.mode", "sanity").equals("quick");

	@Test
	void aMailboxIsAQueue() {
		check(Box.class);
	}

	@Test
	@Tag("deep")
	void anExitReasonIsSetOnce() {
		check(Ends.class);
	}

	@Test
	@Tag("deep")
	void aTimerFiresOrIsCancelled() {
		check(Once.class);
	}

	@Test
	void aNameHasOneHolder() {
		check(Registry.class);
	}

	@Test
	@Tag("deep")
	void theNameOfTheDeadIsFree() {
		check(Heirs.class);
	}

	@Test
	@Tag("deep")
	void anAliasIsClosedOnce() {
		check(Addresses.class);
	}

	@Test
	void aLinkHasTwoEndsOrNone() {
		check(Links.class);
	}

	private static void check(Class<?> structure) {
		new ModelCheckingOptions().iterations(LONG ? 20 : 2)
			.invocationsPerIteration(LONG ? 1000 : 100)
			.threads(2)
			.actorsPerThread(3)
			.check(structure);
	}

	/** A mailbox; one thread takes. */
	public static class Box {

		private final Mailbox mailbox = new Mailbox() {

			@Override
			protected void run(Turn turn) {
			}

		};

		@Operation
		public String offer(@Param(gen = IntGen.class, conf = "1:3") int number) {
			return this.mailbox.offer(new Message(number), 0).name();
		}

		@Operation(nonParallelGroup = "runner")
		public Integer take() {
			this.mailbox.fetch();
			Message first = this.mailbox.removeFirst();
			return (first != null) ? (Integer) first.body() : null;
		}

	}

	/** A process that several want to end. */
	public static class Ends {

		private static final ExitReason[] REASONS = { Stage.BOOM, Stage.BANG, ExitReason.KILLED };

		private final Process process = new Stage().running();

		@Operation
		public boolean doom(@Param(gen = IntGen.class, conf = "0:2") int reason) {
			return this.process.doom(REASONS[reason]);
		}

		@Operation
		public String reason() {
			return this.process.endReason().toString();
		}

	}

	/** A timer. */
	public static class Once {

		private volatile int fired;

		private final Timer timer = new Timer(0) {

			@Override
			protected void expire() {
				Once.this.fired++;
			}

		};

		@Operation
		public boolean cancel() {
			return this.timer.cancel();
		}

		@Operation
		public boolean armed() {
			return this.timer.armed();
		}

		@Operation(nonParallelGroup = "timers")
		public int fire() {
			this.timer.fire();
			return this.fired;
		}

	}

	/** Names of two processes that live. */
	public static class Registry {

		private final Stage stage = new Stage();

		private final Process[] processes = { this.stage.running(), this.stage.running() };

		@Operation
		public boolean register(@Param(gen = IntGen.class, conf = "0:1") int process) {
			return this.stage.processes.tryRegister("name", this.processes[process]).isEmpty();
		}

		@Operation
		public boolean unregister() {
			try {
				this.stage.processes.unregister("name");
				return true;
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

		@Operation
		public String find() {
			return this.stage.processes.whereis("name").map((pid) -> pid.toLocalString()).orElse("nobody");
		}

	}

	/** A name whose holders end. */
	public static class Heirs {

		private final Stage stage = new Stage();

		private final Process[] processes = { this.stage.running(), this.stage.running() };

		@Operation
		public boolean register(@Param(gen = IntGen.class, conf = "0:1") int process) {
			return this.stage.processes.tryRegister("name", this.processes[process]).isEmpty();
		}

		@Operation
		public void end(@Param(gen = IntGen.class, conf = "0:1") int process) {
			this.stage.end(this.processes[process], Stage.BOOM);
		}

		@Operation
		public String find() {
			return this.stage.processes.whereis("name").map((pid) -> pid.toLocalString()).orElse("nobody");
		}

	}

	/** Aliases of one process; it alone closes them. */
	public static class Addresses {

		private final Stage stage = new Stage();

		private final Process owner = this.stage.running();

		private final Ref[] aliases = { this.owner.alias(), this.owner.alias() };

		@Operation(nonParallelGroup = "owner")
		public boolean close(@Param(gen = IntGen.class, conf = "0:1") int alias) {
			return this.owner.unalias(this.aliases[alias]);
		}

		@Operation
		public boolean active(@Param(gen = IntGen.class, conf = "0:1") int alias) {
			return this.stage.processes.aliases.find(this.aliases[alias]) != null;
		}

	}

	/** Two processes that link and unlink. */
	public static class Links {

		private final Stage stage = new Stage();

		private final Process[] ends = { this.stage.running(), this.stage.running() };

		@Operation
		public void link(@Param(gen = IntGen.class, conf = "0:1") int from) {
			this.ends[from].link(this.ends[1 - from].pid());
		}

		@Operation
		public void unlink(@Param(gen = IntGen.class, conf = "0:1") int from) {
			this.ends[from].unlink(this.ends[1 - from].pid());
		}

		@Operation
		public boolean linked(@Param(gen = IntGen.class, conf = "0:1") int from) {
			return Stage.linked(this.ends[from], this.ends[1 - from]);
		}

	}

}
