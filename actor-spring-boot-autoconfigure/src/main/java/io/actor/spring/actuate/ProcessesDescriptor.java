package io.actor.spring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The processes of a node.
 *
 * @param node its name
 * @param total how many processes there are, those outside the tree included
 * @param truncated whether the tree has more than is listed
 * @param root the supervisor at the top; null if it has ended
 */
public record ProcessesDescriptor(String node, int total, boolean truncated,
		@Nullable TreeEntry root) implements OperationResponseBody {

	/**
	 * A process in the tree, with the processes it supervises.
	 *
	 * @param pid its identity; null while it does not run
	 * @param name its registered name, else its id at its supervisor
	 * @param kind {@code server} or {@code supervisor}
	 * @param type the user's class behind a server
	 * @param strategy restart strategy of a supervisor
	 * @param status what a server is doing; {@code restarting} or {@code stopped} while
	 * it does not run
	 * @param mailbox messages waiting for a server
	 * @param messages messages a server has handled
	 * @param restarts how often a server was restarted, or a supervisor had to restart a
	 * child
	 * @param children the processes it supervises, in start order
	 */
	public record TreeEntry(@Nullable String pid, String name, String kind, @Nullable String type,
			@Nullable String strategy, @Nullable String status, @Nullable Integer mailbox, @Nullable Long messages,
			int restarts, List<TreeEntry> children) {
	}

}
