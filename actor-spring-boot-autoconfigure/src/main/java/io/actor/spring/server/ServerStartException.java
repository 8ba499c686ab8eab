package io.actor.spring.server;

import io.actor.process.ExitReason;
import io.actor.supervisor.FailedToStartChild;
import org.jspecify.annotations.Nullable;

/** A server or supervisor of the application could not be started. */
public class ServerStartException extends IllegalStateException {

	private final String child;

	private final transient ExitReason reason;

	/**
	 * A child that did not start.
	 * @param child its id
	 * @param reason why, as its supervisor saw it
	 */
	public ServerStartException(String child, ExitReason reason) {
		this(innermost(child, reason));
	}

	private ServerStartException(FailedToStartChild failed) {
		super("The server '" + failed.id() + "' cannot start: " + failed.reason(), cause(failed.reason()));
		this.child = failed.id();
		this.reason = failed.reason();
	}

	/** A supervisor that does not start because of a child names that child. */
	private static FailedToStartChild innermost(String child, ExitReason reason) {
		return (reason instanceof ExitReason.Shutdown(FailedToStartChild(String id, ExitReason why)))
				? innermost(id, why) : new FailedToStartChild(child, reason);
	}

	private static @Nullable Throwable cause(ExitReason reason) {
		return (reason instanceof ExitReason.Crash(Throwable cause)) ? cause : null;
	}

	/** The child that did not start; for a supervisor the child it failed with. */
	public String child() {
		return this.child;
	}

	/** Why. */
	public ExitReason reason() {
		return this.reason;
	}

}
