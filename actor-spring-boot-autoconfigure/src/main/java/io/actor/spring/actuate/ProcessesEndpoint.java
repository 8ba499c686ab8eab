package io.actor.spring.actuate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.actor.node.Node;
import io.actor.process.Processes;
import io.actor.term.Pid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The supervision tree, and each process by pid or name. */
@Endpoint(id = "processes", defaultAccess = Access.READ_ONLY)
public class ProcessesEndpoint {

	/** Most processes in the tree unless asked for more. */
	static final int DEFAULT_LIMIT = 1000;

	/** Most processes in the tree whatever is asked for. */
	static final int HIGHEST_LIMIT = 100_000;

	/** As Erlang prints it, or without the brackets, which a URL would have to encode. */
	private static final Pattern PID = Pattern.compile("<?0\\.(\\d{1,10})\\.(\\d{1,10})>?");

	private final Node node;

	public ProcessesEndpoint(Node node) {
		this.node = node;
	}

	/**
	 * The tree of processes from the supervisor at the top.
	 * @param limit most processes to list; 1000 unless given
	 */
	@ReadOperation
	public ProcessesDescriptor processes(@Nullable Integer limit) {
		int most = Math.clamp((limit != null) ? limit : DEFAULT_LIMIT, 1, HIGHEST_LIMIT);
		return new ProcessTree(this.node.processes(), most).read(this.node);
	}

	/**
	 * One process, or null if there is none.
	 * @param process its pid, as {@code 0.7.0} or {@code <0.7.0>}, or its name
	 */
	@ReadOperation
	public @Nullable ProcessDescriptor process(@Selector String process) {
		Processes processes = this.node.processes();
		return pid(process).flatMap(processes::info).map((info) -> ProcessDescriptor.of(processes, info)).orElse(null);
	}

	private Optional<Pid> pid(String text) {
		Matcher pid = PID.matcher(text);
		if (!pid.matches()) {
			return this.node.whereis(text);
		}
		Processes processes = this.node.processes();
		try {
			return Optional.of(new Pid(processes.node(), Integer.parseUnsignedInt(pid.group(1)),
					Integer.parseUnsignedInt(pid.group(2)), processes.creation()));
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

}
