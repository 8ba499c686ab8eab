package io.actor.node;

import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.actor.process.DropReason;
import io.actor.supervisor.ChildInfo;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.etf.DecodeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions of attackers who know the cookie: what they may cost is their own connection.
 */
class PeerAttackTests extends UnderAttack {

	private Pid theirs(String name) {
		return new Pid(Atom.of(name), 1, 0, 77);
	}

	private Pid named(String name) {
		return this.node.whereis(name).orElseThrow();
	}

	private static Term term(String text) {
		return Atom.of(text);
	}

	/** What the node itself consists of, by name. */
	private List<String> parts() {
		List<String> parts = new ArrayList<>(List.of(Node.APPLICATION));
		this.node.application()
			.whichChildren()
			.stream()
			.map(ChildInfo::id)
			.filter((id) -> this.node.whereis(id).isPresent())
			.forEach(parts::add);
		assertThat(parts).contains(NetKernel.NAME, "pg");
		return parts;
	}

	@Test
	void thePartsOfTheNodeCannotBeEndedFromOutside() throws Exception {
		String name = Nodes.freshName("evil");
		Pid evil = theirs(name);
		List<String> parts = parts();
		List<Pid> before = parts.stream().map(this::named).toList();
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			for (int i = 0; i < parts.size(); i++) {
				Pid part = before.get(i);
				peer.send(new ControlMessage.Exit2(evil, part), term("kill"));
				peer.send(new ControlMessage.Exit2(evil, part), term("shutdown"));
				peer.send(new ControlMessage.Link(evil, part), null);
				peer.send(new ControlMessage.Exit(evil, part), term("kill"));
				peer.send(new ControlMessage.Link(evil, part), null);
				peer.send(new ControlMessage.Exit(evil, part), term("crash"));
				Tuple from = Tuple.of(evil, new Ref(Atom.of(name), 77, 1, 2, 3));
				for (Term request : List.of(Tuple.of(term("terminate"), term("shutdown")), term("suspend"),
						Tuple.of(term("debug"), Tuple.of(term("trace"), Atom.TRUE)))) {
					peer.send(new ControlMessage.SendSender(evil, part), Tuple.of(term("system"), from, request));
					peer.send(new ControlMessage.RegSend(evil, parts.get(i)), Tuple.of(term("system"), from, request));
				}
				peer.send(new ControlMessage.GroupLeader(evil, part), null);
				// A link that is there when the connection ends.
				peer.send(new ControlMessage.Link(evil, part), null);
			}
			heard(peer, evil);
		}
		await().until(() -> this.node.peers().size() == 1);
		assertThat(parts.stream().map(this::named).toList()).isEqualTo(before);
		// Two exits, three links, and six requests of sys.
		assertThat(hits(Limit.SYSTEM_PROCESS)).isEqualTo(11L * parts.size());
	}

	/** All that was sent before has been handled. */
	private void heard(FakePeer peer, Pid evil) {
		int count = this.node.processes().count();
		peer.send(new ControlMessage.Exit2(evil, named("counter")), term("mark"));
		await().until(() -> this.node.whereis("counter").isEmpty() && this.node.processes().count() < count);
		Nodes.counter(this.node);
	}

	@Test
	void tenThousandBadMessagesRestartNothingThatIsShared() throws Exception {
		String name = Nodes.freshName("evil");
		Pid evil = theirs(name);
		Random random = new Random(5);
		List<String> parts = parts();
		List<Pid> before = parts.stream().map(this::named).toList();
		try (LoggedText quiet = new LoggedText("io.actor"); FakePeer peer = FakePeer.established(this.node, name)) {
			for (int i = 0; i < 10_000; i++) {
				peer.send(new ControlMessage.RegSend(evil, parts.get(i % parts.size())), nonsense(random, name, evil));
			}
			heard(peer, evil);
			settled(parts);
			assertThat(quiet.messages()).allMatch((line) -> line.length() < 2000);
		}
		assertThat(parts.stream().map(this::named).toList()).isEqualTo(before);
	}

	/** They have handled all their messages. */
	private void settled(List<String> parts) {
		await().until(() -> parts.stream()
			.allMatch((part) -> this.node.processes().info(named(part)).orElseThrow().mailbox() == 0));
	}

	/** What clients, supervisors and scopes of groups say, with something wrong in it. */
	private static Term nonsense(Random random, String name, Pid evil) {
		Tuple from = Tuple.of(evil, new Ref(Atom.of(name), 77, random.nextInt(), 2, 3));
		List<Term> words = List.of(term("which_children"), term("count_children"), term("discover"), term("sync"),
				term("join"), term("leave"), term("is_auth"), term("terminate_child"), term("restart_child"),
				term("delete_child"), term("start_child"), evil, Int.of(random.nextInt()), Binary.utf8("x"),
				ListTerm.of(evil, Int.of(1)), MapTerm.EMPTY, from, term("net_kernel"));
		Term inner = Tuple.of(words.get(random.nextInt(words.size())), words.get(random.nextInt(words.size())),
				words.get(random.nextInt(words.size())));
		Term shorter = Tuple.of(words.get(random.nextInt(words.size())), words.get(random.nextInt(words.size())));
		Term request = switch (random.nextInt(3)) {
			case 0 -> inner;
			case 1 -> shorter;
			default -> words.get(random.nextInt(words.size()));
		};
		return switch (random.nextInt(5)) {
			case 0 -> Tuple.of(term("$gen_call"), from, request);
			case 1 -> Tuple.of(term("$gen_cast"), request);
			case 2 -> Tuple.of(term("EXIT"), evil, request);
			case 3 -> Tuple.of(term("DOWN"), from.get(1), term("process"), evil, request);
			default -> request;
		};
	}

	@Test
	void aPeerWithTooManyLinksOrMonitorsLosesItsConnectionAndLeavesNothing() throws Exception {
		Node strict = this.nodes.start(Nodes.config(Nodes.freshName("strict"))
			.peerLimits(PeerLimits.DEFAULT.withConnection(DistributionLimits.DEFAULT.withRelations(100))));
		Nodes.counter(strict);
		Pid counter = strict.whereis("counter").orElseThrow();
		String name = Nodes.freshName("evil");
		try (FakePeer peer = FakePeer.established(strict, name)) {
			for (int i = 0; i <= 100; i++) {
				peer.send(new ControlMessage.MonitorP(theirs(name), counter, new Ref(Atom.of(name), 77, i, 2, 3)),
						null);
			}
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		await().until(() -> strict.processes().info(counter).orElseThrow().monitoredBy().isEmpty());
		try (FakePeer peer = FakePeer.established(strict, name)) {
			for (int i = 0; i <= 100; i++) {
				peer.send(new ControlMessage.Link(new Pid(Atom.of(name), i, 0, 77), counter), null);
			}
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		assertThat(strict.limitHits(Limit.RELATIONS)).isEqualTo(2);
		// As in Erlang: what was linked across the connection ends with it.
		await().until(() -> !strict.processes().isAlive(counter));
	}

	@Test
	void nobodyTakesTheMonitorsOfOthersAway() throws Exception {
		String name = Nodes.freshName("evil");
		Pid counter = named("counter");
		Ref honests = new Ref(Atom.of(this.honest.name()), this.honest.creation(), 1, 2, 3);
		Ref own = new Ref(Atom.of(name), 77, 1, 2, 3);
		ControlMessage monitor = new ControlMessage.MonitorP(theirs(name), counter, own);
		for (ControlMessage bad : List.of(new ControlMessage.MonitorP(theirs(name), counter, honests), monitor)) {
			try (FakePeer peer = FakePeer.established(this.node, name)) {
				peer.send(monitor, null);
				peer.send(bad, null);
				assertThat(peer.closedWithin(SOON)).isTrue();
			}
		}
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			for (int i = 0; i < 100; i++) {
				peer.send(monitor, null);
				// As if it had been another process's, under another name.
				peer.send(new ControlMessage.DemonitorP(new Pid(Atom.of(name), 9, 0, 77),
						RegisteredName.local("another"), own), null);
			}
			peer.send(new ControlMessage.RegSend(theirs(name), "counter"), Atom.of("mark"));
			await().until(() -> this.seen.contains(Atom.of("mark")));
			assertThat(this.node.processes().info(counter).orElseThrow().monitoredBy()).isEmpty();
		}
	}

	@Test
	void noExitIsTakenInTheNameOfOthers() throws Exception {
		String name = Nodes.freshName("evil");
		Pid honests = new Pid(Atom.of(this.honest.name()), 5, 0, this.honest.creation());
		for (Pid forged : List.of(named("pg"), honests)) {
			try (FakePeer peer = FakePeer.established(this.node, name)) {
				peer.send(new ControlMessage.Exit2(forged, named("counter")), term("kill"));
				assertThat(peer.closedWithin(SOON)).isTrue();
			}
		}
		assertThat(this.node.whereis("counter")).isPresent();
	}

	@Test
	void aFloodForNobodyIsDroppedAndCounted() throws Exception {
		String name = Nodes.freshName("evil");
		Pid evil = theirs(name);
		long before = dropped();
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			for (int i = 0; i < 3000; i++) {
				peer.send(new ControlMessage.RegSend(evil, "nobody" + i), Int.of(i));
				peer.send(new ControlMessage.AliasSend(evil, new Ref(Atom.of(this.node.name()), 1, i, 2, 3)),
						Int.of(i));
				peer.send(new ControlMessage.SendSender(evil,
						new Pid(Atom.of(this.node.name()), 9_000_000 + i, 0, this.node.creation())), Int.of(i));
				peer.send(new ControlMessage.MonitorP(evil, RegisteredName.local("nobody" + i),
						new Ref(Atom.of(name), 77, i, 2, 3)), null);
				peer.send(new ControlMessage.UnlinkId(i + 1, evil, named("counter")), null);
			}
			await().until(() -> dropped() - before == 9000);
			assertThat(peer.closedWithin(50)).isFalse();
		}
	}

	private long dropped() {
		long sum = 0;
		for (DropReason reason : DropReason.values()) {
			sum += this.node.processes().droppedMessages(reason);
		}
		return sum;
	}

	@Test
	void bombsCostTheConnectionAndAreCounted() throws Exception {
		Node strict = this.nodes.start(Nodes.config(Nodes.freshName("strict"))
			.peerLimits(PeerLimits.DEFAULT.withConnection(DistributionLimits.DEFAULT.withBytes(100_000, 200_000)
				.withFragments(4, Duration.ofSeconds(60))
				.withTerms(DecodeLimits.WIRE.withDepth(50).withElements(1000).withBigIntegerBytes(64)))));
		Nodes.counter(strict);
		Term deep = Atom.OK;
		for (int i = 0; i < 51; i++) {
			deep = Tuple.of(deep);
		}
		Term wide = ListTerm.of(Collections.nCopies(1001, (Term) Atom.OK));
		Term big = Int.of(BigInteger.ONE.shiftLeft(8 * 64 + 1));
		bomb(strict, deep, Limit.DEPTH);
		bomb(strict, wide, Limit.ELEMENTS);
		bomb(strict, big, Limit.BIG_INTEGER);
		bomb(strict, Binary.of(new byte[210_000]), Limit.MESSAGE);
		assertThat(strict.whereis("counter")).isPresent();
	}

	private void bomb(Node strict, Term payload, Limit limit) throws Exception {
		String name = Nodes.freshName("bomber");
		try (FakePeer peer = FakePeer.established(strict, name)) {
			peer.send(new ControlMessage.RegSend(theirs(name), "counter"), payload);
			assertThat(peer.closedWithin(SOON)).as(limit.label()).isTrue();
		}
		catch (UncheckedIOException ex) {
			// It was closed while we still sent.
			assertThat(ex).isNotNull();
		}
		assertThat(strict.limitHits(limit)).as(limit.label()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x80000000, 0x80000001, 0xFFFFFFFF, 0x7FFFFFFF, 64 * 1024 * 1024 + 1 })
	void aLengthOfAFrameHasNoSign(int length) throws Exception {
		try (FakePeer peer = FakePeer.established(this.node, Nodes.freshName("evil"))) {
			peer.send(ByteBuffer.allocate(4).putInt(length).array());
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		assertThat(hits(Limit.FRAME)).isEqualTo(1);
	}

	@Test
	void reasonsAndMessagesOfPeersCannotForgeReports() throws Exception {
		try (LoggedText reports = new LoggedText("io.actor.report")) {
			String name = Nodes.freshName("evil");
			Pid evil = theirs(name);
			String forged = "x\n2026-01-01 12:00:00 ERROR all is lost\u001B[31m\u2028" + "y".repeat(20_000);
			try (FakePeer peer = FakePeer.established(this.node, name)) {
				peer.send(new ControlMessage.Exit2(evil, named("counter")), Binary.utf8(forged));
				await().until(() -> this.node.whereis("counter").isEmpty());
				Nodes.counter(this.node);
				peer.send(new ControlMessage.RegSend(evil, "counter"),
						Tuple.of(term("$gen_cast"), Tuple.of(Atom.of("no\nsuch"), Binary.utf8(forged))));
				await().until(() -> this.node.whereis("counter").isEmpty());
				Nodes.counter(this.node);
			}
			await().until(() -> !reports.messages().isEmpty());
			assertThat(reports.messages()).allSatisfy((line) -> {
				assertThat(line).doesNotContain("\n2026", "\u001B", "\u2028");
				assertThat(line.length()).isLessThan(6000);
			});
		}
	}

}
