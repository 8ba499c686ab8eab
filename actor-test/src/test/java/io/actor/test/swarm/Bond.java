package io.actor.test.swarm;

/**
 * What is known of the link between two processes from the calls both make: whether there
 * can be one, and whether there must be one. Calls of both that overlap leave it open.
 */
final class Bond {

	private final Site site;

	private int calls;

	private boolean links;

	private boolean unlinks;

	private boolean possible;

	private boolean certain;

	private long since;

	Bond(Site site) {
		this.site = site;
	}

	/** One of the two begins to link. */
	void linking() {
		begin();
		this.links = true;
		this.possible = true;
	}

	/** One of the two begins to unlink. */
	void unlinking() {
		begin();
		this.unlinks = true;
		this.certain = false;
	}

	private void begin() {
		if (this.calls++ > 0) {
			this.site.mark(Marks.LINK_CALLS_CROSSED);
		}
		else {
			this.links = false;
			this.unlinks = false;
		}
	}

	/** A call to link has returned. */
	void linked() {
		if (--this.calls == 0 && !this.unlinks) {
			if (!this.certain) {
				this.since = this.site.event();
			}
			this.certain = true;
		}
	}

	/** A call to unlink has returned, or one to link has found nobody. */
	void unlinked() {
		if (--this.calls == 0 && !this.links) {
			this.possible = false;
		}
	}

	/** A process has ended in the middle of a call, which may have had its effect. */
	void abandoned() {
		this.calls--;
		this.links = true;
		this.unlinks = true;
		this.certain = false;
	}

	/** Whether the end of one may reach the other. */
	boolean possible() {
		return this.possible;
	}

	/** Whether the end of one must reach the other. */
	boolean certain() {
		return this.certain && this.calls == 0;
	}

	/** Since which event it is certain. */
	long since() {
		return this.since;
	}

}
