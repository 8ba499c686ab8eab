package io.actor.node;

/**
 * Which port mapper (EPMD) a node uses on its own host. Those of other hosts are asked in
 * any mode but {@link #NONE}.
 */
public enum EpmdMode {

	/**
	 * It registers with the one that runs, and carries one itself if none does, for other
	 * nodes too; when it goes, another node takes over.
	 */
	AUTO,

	/** It registers with another's; the start fails if none runs. */
	EXTERNAL,

	/** It carries the port mapper of its host; the start fails if another one runs. */
	EMBEDDED,

	/** It does not ask any port mapper; peers are given with their ports. */
	NONE

}
