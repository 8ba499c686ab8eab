package io.actor.application;

import java.util.Map;

import io.actor.supervisor.ChildSpec;

/**
 * What an application does when it is started and stopped ({@code application}). All
 * methods run in a process of the application's own, its master. A new object is made for
 * each start.
 *
 * <pre>{@code
 * final class Chat implements Application {
 *
 *     public ChildSpec start(StartType type, Map<String, Object> environment) {
 *         return ChildSpec.supervisor("chat", Supervisor.oneForOne().child(ChildSpec.worker("lobby", Lobby::new)));
 *     }
 * }
 * }</pre>
 */
public interface Application {

	/**
	 * Says which tree to start ({@code Module:start/2}). The application runs as long as
	 * its top process does.
	 * @param type why it is started
	 * @param environment its configuration
	 * @return the top process, usually a supervisor; that it ends is never answered by a
	 * restart, whatever its restart type. It is waited for when it is told to shut down,
	 * as long as it takes
	 */
	ChildSpec start(StartType type, Map<String, Object> environment) throws Exception;

	/**
	 * One step of a start in phases, when the whole tree runs
	 * ({@code Module:start_phase/3}). Throwing makes the start fail.
	 * @param phase its name
	 * @param type why the application is started
	 * @param argument what its specification says for this phase
	 */
	default void startPhase(String phase, StartType type, Object argument) throws Exception {
	}

	/**
	 * Runs before the tree is shut down, or when the top process has ended by itself
	 * ({@code Module:prep_stop/1}). What it throws is logged.
	 */
	default void prepareStop() throws Exception {
	}

	/**
	 * Runs when the tree is gone ({@code Module:stop/1}); processes it has spawned beside
	 * the tree may still run, and are killed afterwards. What it throws is logged.
	 */
	default void stop() throws Exception {
	}

	/**
	 * The configuration of the running application has changed
	 * ({@code Module:config_change/3}).
	 */
	default void configurationChanged(ConfigurationChange change) throws Exception {
	}

}
