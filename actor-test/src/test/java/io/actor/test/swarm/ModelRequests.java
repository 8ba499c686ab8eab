package io.actor.test.swarm;

import io.actor.process.ExitReason;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.Restart;

/** What a {@link ModelSupervisor} answers to requests about its children. */
final class ModelRequests {

	private static final String NOT_FOUND = "not_found";

	private final ModelRun run;

	private final ModelSupervisor supervisor;

	ModelRequests(ModelRun run, ModelSupervisor supervisor) {
		this.run = run;
		this.supervisor = supervisor;
	}

	String start(Twig twig) {
		this.run.begin();
		ModelChild known = find(twig.id());
		if (known != null) {
			return known.alive() ? "already_started" : "already_present";
		}
		ModelChild child = new ModelChild(twig, this.supervisor, this.run);
		return switch (child.start()) {
			case FAILED -> "refused";
			case IGNORED -> {
				if (twig.restart() != Restart.TEMPORARY) {
					this.supervisor.children().add(child);
				}
				yield "done";
			}
			case STARTED -> {
				this.supervisor.children().add(child);
				yield "started";
			}
		};
	}

	String terminate(String id) {
		this.run.begin();
		ModelChild known = find(id);
		if (known == null) {
			return NOT_FOUND;
		}
		known.stop();
		if (known.twig().restart() == Restart.TEMPORARY) {
			this.supervisor.children().remove(known);
		}
		return "done";
	}

	String restart(String id) {
		this.run.begin();
		ModelChild known = find(id);
		if (known == null) {
			return NOT_FOUND;
		}
		if (known.alive()) {
			return "running";
		}
		return switch (known.start()) {
			case FAILED -> "refused";
			case IGNORED -> "done";
			case STARTED -> "started";
		};
	}

	String delete(String id) {
		this.run.begin();
		ModelChild known = find(id);
		if (known == null) {
			return NOT_FOUND;
		}
		if (known.alive()) {
			return "running";
		}
		this.supervisor.children().remove(known);
		return "done";
	}

	private ModelChild find(String id) {
		return this.supervisor.children()
			.stream()
			.filter((child) -> child.twig().id().equals(id))
			.findFirst()
			.orElse(null);
	}

	/** The answer of a real supervisor in the same words. */
	static String text(ChildResult result) {
		return switch (result) {
			case ChildResult.Started started -> "started";
			case ChildResult.StartedWith started -> "started";
			case ChildResult.Done done -> "done";
			case ChildResult.Refused(ExitReason reason) -> {
				String text = reason.toString();
				if (text.startsWith("{already_started")) {
					yield "already_started";
				}
				yield switch (text) {
					case NOT_FOUND, "running", "restarting", "already_present" -> text;
					default -> "refused";
				};
			}
		};
	}

}
