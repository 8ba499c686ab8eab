package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.fixture.NameTable;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.one;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;

/** Servers with a name in a registry. */
class ServerNameTests {

	private record Seat(String room, int number) {
	}

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private NameTable table;

	private ServerName name;

	@BeforeEach
	void openTable() {
		this.table = new NameTable(this.local.processes());
		this.name = ServerName.via(this.table, new Seat("lobby", 7));
	}

	private ServerRef named() {
		return this.local.node().server(this.name);
	}

	private StartResult start() {
		return Servers.start(this.local.processes(), () -> new Probe(this.notes), StartOptions.named(this.name), null);
	}

	@Test
	@Otp(81)
	void aNameOfARegistryIsTakenOnceAndTheSecondStartSaysByWhom() {
		Pid first = ((StartResult.Started) start()).pid();

		assertThat(start())
			.isEqualTo(new StartResult.Failed(ExitReason.of(Tuple.of(Atom.of("already_started"), first)), first));
		assertThat(named().pid()).contains(first);
		assertThat(named().target()).isEqualTo(first);
		assertThat(named().call(one())).isEqualTo(1);
		assertThat(this.local.started()).isOne();
	}

	@Test
	void aRegistryThatRefusesANameNobodyHasSaysUndefined() {
		NameRegistry closed = new NameRegistry() {

			@Override
			public boolean register(Object name, Pid pid) {
				return false;
			}

			@Override
			public void unregister(Object name) {
				throw new AssertionError("was never registered");
			}

			@Override
			public Optional<Pid> whereis(Object name) {
				return Optional.empty();
			}

			@Override
			public void send(Object name, Object message) {
				throw new IllegalArgumentException("badarg");
			}
		};

		assertThat(
				Servers.start(this.local.processes(), Probe::new, StartOptions.named(ServerName.via(closed, 1)), null))
			.isEqualTo(new StartResult.Failed(ExitReason.of(Tuple.of(Atom.of("already_started"), Atom.of("undefined"))),
					null));
	}

	@Test
	void aFailedStartFreesTheNameBeforeItReturns() {
		StartResult failed = Servers.start(this.local.processes(), () -> new Probe() {

			@Override
			protected Init init() {
				return failed(BROKEN);
			}
		}, StartOptions.named(this.name), null);

		assertThat(failed).isEqualTo(new StartResult.Failed(BROKEN, null));
		assertThat(this.table.names()).isEmpty();
		assertThat(start()).isInstanceOf(StartResult.Started.class);
	}

	@Test
	void aRegistryThatFailsFailsTheStart() {
		IllegalStateException thrown = new IllegalStateException("no quorum");
		NameRegistry broken = new NameRegistry() {

			@Override
			public boolean register(Object name, Pid pid) {
				throw thrown;
			}

			@Override
			public void unregister(Object name) {
				throw thrown;
			}

			@Override
			public Optional<Pid> whereis(Object name) {
				throw thrown;
			}

			@Override
			public void send(Object name, Object message) {
				throw thrown;
			}
		};
		ServerName name = ServerName.via(broken, 1);

		assertThat(Servers.start(this.local.processes(), Probe::new, StartOptions.named(name), null))
			.isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
		this.local.node().server(name).cast("never fails");
	}

	@Test
	@Otp({ 86, 104 })
	void aNameNobodyHasIsNoprocForCallsAndNothingForCasts() {
		assertThat(reason(() -> named().call(one()))).isEqualTo(ExitReason.NOPROC);
		assertThat(reason(() -> named().target())).isEqualTo(ExitReason.NOPROC);
		assertThat(reason(() -> named().stop())).isEqualTo(ExitReason.NOPROC);
		assertThat(named().pid()).isEmpty();
		named().cast(Probe.note("lost"));
		named().send("lost");
		assertThat(this.notes).isEmpty();
	}

	@Test
	void aReferenceByNameFindsWhoeverHasTheNameNow() {
		start();
		ServerRef server = named();
		Pid first = server.pid().orElseThrow();
		Probe.tell(server, Probe.note("cast"));
		server.send("info");
		assertThat(server.call(one())).isEqualTo(1);
		server.stop();
		start();

		assertThat(server.call(one())).isEqualTo(1);
		assertThat(server.pid()).isPresent().isNotEqualTo(Optional.of(first));
		assertThat(this.notes).containsExactly("cast", "info", "terminate normal");
	}

	@Test
	@Otp(90)
	void aServerIsStoppedByItsNameInARegistry() {
		Pid pid = ((StartResult.Started) start()).pid();

		named().stop(ExitReason.SHUTDOWN, Duration.ofSeconds(5));

		assertThat(this.local.processes().isAlive(pid)).isFalse();
		assertThat(this.notes).containsExactly("terminate shutdown");
	}

	@Test
	void namesAreComparedByRegistryAndName() {
		assertThat(named()).isEqualTo(this.local.node().server(ServerName.via(this.table, new Seat("lobby", 7))))
			.hasSameHashCodeAs(named())
			.isNotEqualTo(this.local.node().server(ServerName.via(this.table, new Seat("lobby", 8))))
			.hasToString("ServerRef[{via, table, Seat[room=lobby, number=7]}]");
		assertThat(this.local.node().server(ServerName.local("a"))).isEqualTo(this.local.node().server("a"));
		assertThat(ServerName.local("a")).hasToString("a");
	}

	private record Echo(Object value) implements Request<Object> {
	}

	@Test
	void whatIsOfThisNodeComesBackAsItIs() {
		this.local.node().start(() -> new GenServer<Echo, Object>() {

			@Override
			protected Next handleCall(Echo echo, From from) {
				return reply(echo, echo.value());
			}
		}, StartOptions.named(this.name));
		Tuple term = Tuple.of(Atom.of("a"), Atom.of("b"));

		assertThat(named().call(new Echo(term))).isSameAs(term);
		assertThat(LocalNode.get(named().callAsync(new Echo(term)))).isSameAs(term);
		assertThat(named().sendRequest(new Echo(term)).receiveResponse(Duration.ofSeconds(5)))
			.contains(new Response.Reply<>(term));
	}

}
