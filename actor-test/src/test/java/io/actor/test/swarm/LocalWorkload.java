package io.actor.test.swarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.actor.node.Node;

/**
 * A workload whose processes stay on their node: each incarnation of a node has a site of
 * its own, and a crash loses one with all it knows.
 */
abstract class LocalWorkload implements Workload {

	/** Time between two looks whether all has come right, in milliseconds. */
	private static final int LONGEST_PAUSE = 256;

	private final Map<String, Site> sites = new LinkedHashMap<>();

	private boolean settled;

	/** What it does on one node. */
	abstract Site site(Arena arena, Node node);

	@Override
	public final void nodeStarted(Arena arena, String alive, Node node) {
		if (arena.active()) {
			Site site = site(arena, node);
			this.sites.put(alive, site);
			site.begin();
		}
	}

	@Override
	public final void nodeCrashed(Arena arena, String alive) {
		Site lost = this.sites.remove(alive);
		if (lost != null) {
			lost.leave();
		}
	}

	@Override
	public final void calm(Arena arena) {
		look(arena, 1);
	}

	/** Looks now and then, and so that a world in which nothing moves goes on. */
	private void look(Arena arena, int pause) {
		this.settled = this.sites.values().stream().allMatch(Site::settled);
		if (!this.settled) {
			arena.after(Duration.ofMillis(pause), () -> look(arena, Math.min(2 * pause, LONGEST_PAUSE)));
		}
	}

	@Override
	public final boolean settled(Arena arena) {
		return this.settled;
	}

	@Override
	public final String waitsFor(Arena arena) {
		return this.sites.values()
			.stream()
			.filter((site) -> !site.settled())
			.map(Site::missing)
			.collect(Collectors.joining("; "));
	}

	@Override
	public final void check(Arena arena) {
		this.sites.values().forEach(Site::checkEnd);
	}

}
