package io.actor.spring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.jackson.TermMappingException;
import io.actor.node.Node;
import io.actor.process.MessageConverter;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.InvalidGenServerException;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Pid;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The annotated servers of an application. The node starts those of ordinary supervisors
 * itself; those of a dynamic supervisor are started here, one process for each call:
 *
 * <pre>{@code
 * ServerRef lobby = servers.startNamed("room-lobby", Room.class, "lobby");
 * }</pre>
 */
public final class GenServers {

	private final ConfigurableListableBeanFactory beans;

	private final Supplier<Node> node;

	private final SingletonSupplier<List<GenServerDefinition>> definitions = SingletonSupplier.of(this::read);

	/**
	 * The servers among these beans.
	 * @param beans where the classes are declared
	 * @param node where they run
	 */
	public GenServers(ConfigurableListableBeanFactory beans, Supplier<Node> node) {
		this.beans = beans;
		this.node = node;
	}

	/** All of them, in order of declaration; checked when first asked for. */
	List<GenServerDefinition> definitions() {
		return this.definitions.obtain();
	}

	private List<GenServerDefinition> read() {
		List<GenServerDefinition> read = new ArrayList<>();
		for (String bean : this.beans.getBeanDefinitionNames()) {
			GenServer annotation = this.beans.findAnnotationOnBean(bean, GenServer.class, false);
			if (annotation != null && !this.beans.getMergedBeanDefinition(bean).isAbstract()) {
				read.add(GenServerDefinition.of(this.beans, bean, annotation));
			}
		}
		return List.copyOf(read);
	}

	/**
	 * Checks that the messages of each server can be told from each other when they come
	 * from other nodes.
	 * @throws InvalidGenServerException if they cannot
	 */
	public void checkMessages(MessageConverter converter) {
		for (GenServerDefinition definition : definitions()) {
			ServerType type = definition.type();
			for (Handlers handlers : List.of(type.calls(), type.casts(), type.infos())) {
				try {
					converter.reader(handlers.remoteTypes());
				}
				catch (TermMappingException ex) {
					throw new InvalidGenServerException(
							definition.describe() + " has messages other nodes cannot send: " + ex.getMessage() + ".",
							"Correct the records it handles; the node is named, so messages may come from other nodes.");
				}
			}
		}
	}

	/** The server as a child of its supervisor, under its own name. */
	ChildSpec child(GenServerDefinition definition) {
		return child(definition, definition.name(), StartOptions.named(definition.name()));
	}

	private ChildSpec child(GenServerDefinition definition, String id, StartOptions options, Object... arguments) {
		StartOptions where = definition.cpuBound() ? options.onCpuPool() : options;
		return ChildSpec.worker(id, () -> server(definition, arguments), where)
			.restart(definition.restart())
			.shutdown(definition.shutdown());
	}

	private AnnotatedServer server(GenServerDefinition definition, Object... arguments) {
		return new AnnotatedServer(definition.type(),
				() -> (arguments.length == 0) ? this.beans.getBean(definition.bean()) : this.beans
					.getBean(definition.bean(), ServerArguments.complete(this.beans, definition, arguments)),
				this.beans::destroyBean);
	}

	/**
	 * Starts one more process of an annotated server under its supervisor, without a
	 * registered name, and waits until it is ready.
	 * @param server a class with {@link GenServer}
	 * @param arguments constructor arguments that are no beans, in their order; the
	 * others are injected
	 * @throws ServerStartException if it cannot start
	 */
	public ServerRef start(Class<?> server, Object... arguments) {
		GenServerDefinition definition = definition(server);
		Pid pid = started(definition, child(definition, definition.bean(), StartOptions.DEFAULT, arguments.clone()));
		return this.node.get().server(pid);
	}

	/**
	 * As {@link #start}, registered under a name. The reference finds the server by that
	 * name, also after a restart.
	 */
	public ServerRef startNamed(String name, Class<?> server, Object... arguments) {
		GenServerDefinition definition = definition(server);
		started(definition, child(definition, name, StartOptions.named(name), arguments.clone()));
		return this.node.get().server(name);
	}

	private Pid started(GenServerDefinition definition, ChildSpec child) {
		String supervisor = definition.supervisor().isEmpty() ? Node.APPLICATION : definition.supervisor();
		ChildResult result = this.node.get().supervisor(supervisor).startChild(child);
		if (result instanceof ChildResult.Refused refused) {
			throw new ServerStartException(child.id(), refused.reason());
		}
		return result.orElseThrow();
	}

	private GenServerDefinition definition(Class<?> server) {
		List<GenServerDefinition> found = definitions().stream()
			.filter((definition) -> definition.type().type() == server)
			.toList();
		if (found.size() != 1) {
			throw new IllegalArgumentException(
					server.getName() + " is the class of " + found.size() + " beans with @GenServer and not of one");
		}
		return found.getFirst();
	}

}
