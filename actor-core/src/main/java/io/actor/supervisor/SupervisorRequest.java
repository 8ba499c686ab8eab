package io.actor.supervisor;

import java.util.List;
import java.util.Optional;

import io.actor.gen.Request;
import io.actor.term.Pid;

/** What a supervisor can be asked; sent by {@link SupervisorRef}. */
sealed interface SupervisorRequest<R> extends Request<R> {

	record StartChild(ChildSpec spec) implements SupervisorRequest<ChildResult> {
	}

	record StartChildWith(Arguments arguments) implements SupervisorRequest<ChildResult> {
	}

	record TerminateChild(String id) implements SupervisorRequest<ChildResult> {
	}

	record TerminatePid(Pid pid) implements SupervisorRequest<ChildResult> {
	}

	record RestartChild(String id) implements SupervisorRequest<ChildResult> {
	}

	record DeleteChild(String id) implements SupervisorRequest<ChildResult> {
	}

	record WhichChildren() implements SupervisorRequest<List<ChildInfo>> {
	}

	/** The key is an id or a pid. */
	record WhichChild(Object key) implements SupervisorRequest<Optional<ChildInfo>> {
	}

	record CountChildren() implements SupervisorRequest<ChildCounts> {
	}

	/** The key is an id or a pid. */
	record GetChildSpec(Object key) implements SupervisorRequest<Optional<ChildSpec>> {
	}

	record ChangeCode() implements SupervisorRequest<ChildResult> {
	}

	record Resize(int partitions) implements SupervisorRequest<ChildResult> {
	}

}
