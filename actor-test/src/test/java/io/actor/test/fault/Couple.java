package io.actor.test.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * A pair of nodes on a bench, connected.
 *
 * @param watching the one that watches
 * @param harmed the one that is harmed
 * @param place where that is
 */
record Couple(Member watching, Member harmed, Place place) {

	/** The tick time of nodes under fault, unless a row says otherwise. */
	static final Duration TICK_TIME = Duration.ofSeconds(4);

	/** Starts both; the one that is harmed connects. */
	static Couple start(Bench bench, Pair pair, Duration tickTime) {
		pair.require();
		Place here = bench.place();
		Place there = bench.place();
		Member watching = Member.start(bench, pair.watching(), here, tickTime);
		Member harmed = Member.start(bench, pair.harmed(), there, tickTime, here);
		return new Couple(watching, harmed, there).connected();
	}

	/** Waits until both know it. */
	Couple connected() {
		this.harmed.connect(this.watching);
		this.watching.expect("up " + this.harmed.node());
		this.harmed.expect("up " + this.watching.node());
		return this;
	}

	/** The link of the one that is harmed. */
	Place.InNamespace link() {
		return (Place.InNamespace) this.place;
	}

	/** The first down on the side that watches within this time. */
	Optional<Said> down(Duration within) {
		return this.watching.hear("down " + this.harmed.node(), within);
	}

	/** The first down on the harmed side within this time. */
	Optional<Said> downThere(Duration within) {
		return this.harmed.hear("down " + this.watching.node(), within);
	}

	/** Whether a call to the harmed node is answered. */
	boolean talks() {
		this.watching.tell("call " + this.harmed.node());
		return this.watching.hear("called " + this.harmed.node(), Duration.ofSeconds(11)).isPresent();
	}

}
