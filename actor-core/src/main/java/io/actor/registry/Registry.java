package io.actor.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.actor.gen.GenServer;
import io.actor.gen.ServerName;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

/**
 * Processes of one node under keys of any kind (Elixir's {@code Registry}). With unique
 * keys it is a table of names, with duplicate keys a table of topics.
 *
 * <pre>{@code
 * node.startChild(ChildSpec.worker("rooms", Registry.server(RegistryOptions.unique())));
 *
 * Registry<String, Integer> rooms = Registry.of(node.processes(), "rooms");
 * node.start(Room::new, StartOptions.named(rooms.via("lobby", 40)));
 * rooms.server("lobby").call(new Join("ann"));
 * }</pre>
 *
 * A process registers itself and nobody else; it is then linked with the registry's
 * process, so that all its entries go some time after it ends, and so that a crash of the
 * registry ends it too, unless it traps exits. Reading asks nobody, takes no lock, and
 * works from any thread; of duplicate keys it may show a process that has just ended.
 * Keys are the same if {@code equals} says so: the integer 1 and the double 1.0 are two.
 *
 * <p>
 * Each operation fails with {@link IllegalArgumentException} while the registry does not
 * run.
 *
 * @param <K> type of the keys
 * @param <V> type of the values, never null
 */
public final class Registry<K, V> {

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final Processes processes;

	private final String name;

	private final RegistryNames names = new RegistryNames(this);

	private Registry(Processes processes, String name) {
		this.processes = processes;
		this.name = name;
	}

	/**
	 * The process of a registry, to be started under the registry's name like any other
	 * server, usually as a child of a supervisor before those who use it.
	 */
	public static Supplier<GenServer<?, ?>> server(RegistryOptions options) {
		Objects.requireNonNull(options, "options");
		return () -> new RegistryServer(options);
	}

	/** The registry with this name on this node; it need not run yet. */
	public static <K, V> Registry<K, V> of(Processes processes, String name) {
		return new Registry<>(processes, name);
	}

	/** Its name. */
	public String name() {
		return this.name;
	}

	// ---- writing ----

	/**
	 * Registers the current process ({@code Registry.register}). A process may have many
	 * keys; with duplicate keys also the same one several times.
	 * @return whether it has the key now, or who has it
	 * @throws IllegalStateException if the current thread runs no process of this node
	 */
	public RegisterResult register(K key, V value) {
		Process self = current();
		Tables tables = tables();
		Entry entry = new Entry(tables.numbers().getAndIncrement(), Objects.requireNonNull(key, "key"), self.pid(),
				Objects.requireNonNull(value, "value"));
		self.link(tables.owner());
		// The holdings first: whatever happens now, they are what the clean-up goes by.
		tables.holdings().add(entry);
		Optional<Pid> holder = tables.keys().add(entry, this.processes::isAlive);
		if (holder.isPresent()) {
			tables.holdings().remove(entry);
			unlinkIfIdle(self, tables);
			return new RegisterResult.AlreadyRegistered(holder.get());
		}
		if (!this.processes.isAlive(self.pid())) {
			// Ended by force while its thread is still here: the clean-up may be over.
			tables.remove(entry);
		}
		tell(self, tables, new RegistryEvent.Registered(this.name, key, self.pid(), value));
		return new RegisterResult.Registered(tables.owner());
	}

	/**
	 * Removes all entries of the current process under this key
	 * ({@code Registry.unregister}); those of others stay.
	 */
	public void unregister(K key) {
		unregisterMatch(key, (value) -> true);
	}

	/**
	 * Removes the entries of the current process under this key whose value matches
	 * ({@code Registry.unregister_match}).
	 */
	@SuppressWarnings("unchecked")
	public void unregisterMatch(K key, Predicate<? super V> matching) {
		Process self = current();
		Tables tables = tables();
		List<Entry> mine = tables.holdings().of(self.pid(), key);
		for (Entry entry : mine) {
			if (matching.test((V) entry.value())) {
				tables.remove(entry);
			}
		}
		unlinkIfIdle(self, tables);
		if (!mine.isEmpty() && tables.holdings().of(self.pid(), key).isEmpty()) {
			tell(self, tables, new RegistryEvent.Unregistered(this.name, key, self.pid()));
		}
	}

	/**
	 * Replaces the value of the current process under a unique key
	 * ({@code Registry.update_value}).
	 * @return the values, or empty if the current process does not have the key
	 * @throws UnsupportedOperationException if keys are duplicate
	 */
	@SuppressWarnings("unchecked")
	public Optional<Updated<V>> updateValue(K key, UnaryOperator<V> function) {
		Process self = current();
		Tables tables = tables();
		checkUnique("updateValue");
		List<Entry> mine = tables.holdings().of(self.pid(), key);
		if (mine.isEmpty()) {
			return Optional.empty();
		}
		Entry entry = mine.getFirst();
		V before = (V) entry.value();
		V now = Objects.requireNonNull(function.apply(before), "value");
		self.checkAlive();
		entry.value(now);
		return Optional.of(new Updated<>(now, before));
	}

	/**
	 * What {@link #updateValue} has done.
	 *
	 * @param now the new value
	 * @param before the one before
	 */
	public record Updated<V>(V now, V before) {
	}

	private void unlinkIfIdle(Process self, Tables tables) {
		if (!tables.holdings().has(self.pid())) {
			self.unlink(tables.owner());
		}
	}

	private static void tell(Process self, Tables tables, RegistryEvent event) {
		self.checkAlive();
		for (String listener : tables.options().listeners()) {
			// Not as the process sends: a listener that does not run is no error.
			self.processes().send(RegisteredName.local(listener), event);
		}
	}

	// ---- reading ----

	/**
	 * Who is under this key, oldest first in each partition ({@code Registry.lookup}).
	 */
	public List<Registration<V>> lookup(K key) {
		return match(key, (value) -> true);
	}

	/** Who is under this key with a matching value ({@code Registry.match}). */
	public List<Registration<V>> match(K key, Predicate<? super V> matching) {
		Tables tables = tables();
		List<Registration<V>> found = new ArrayList<>();
		for (List<Entry> entries : tables.keys().byPartition(key)) {
			for (Entry entry : entries) {
				Registration<V> each = registration(entry);
				if (shows(tables, entry) && matching.test(each.value())) {
					found.add(each);
				}
			}
		}
		return found;
	}

	/** How many are under this key with a matching value. */
	public int countMatch(K key, Predicate<? super V> matching) {
		return match(key, matching).size();
	}

	/** The living process that has a unique key. */
	public Optional<Pid> whereis(K key) {
		checkUnique("whereis");
		return lookup(key).stream().map(Registration::pid).findFirst();
	}

	/**
	 * The keys of a process, each as often as it is registered under it
	 * ({@code Registry.keys}).
	 */
	@SuppressWarnings("unchecked")
	public List<K> keys(Pid pid) {
		return tables().holdings().of(pid).stream().map((entry) -> (K) entry.key()).toList();
	}

	/** The values of a process under a key ({@code Registry.values}). */
	@SuppressWarnings("unchecked")
	public List<V> values(K key, Pid pid) {
		return tables().holdings().of(pid, key).stream().map((entry) -> (V) entry.value()).toList();
	}

	/** How many entries there are ({@code Registry.count}). */
	public int count() {
		return (int) Math.min(Integer.MAX_VALUE, tables().keys().count());
	}

	/** Every entry that matches, in no particular order ({@code Registry.select}). */
	@SuppressWarnings("unchecked")
	public List<Selected<K, V>> select(Predicate<? super Selected<K, V>> matching) {
		List<Selected<K, V>> found = new ArrayList<>();
		tables().keys().forEach((entry) -> {
			Selected<K, V> each = new Selected<>((K) entry.key(), entry.pid(), (V) entry.value());
			if (matching.test(each)) {
				found.add(each);
			}
		});
		return found;
	}

	/** How many entries match ({@code Registry.count_select}). */
	public int countSelect(Predicate<? super Selected<K, V>> matching) {
		return select(matching).size();
	}

	/** A unique key of one that has ended is free, whatever the table says. */
	private boolean shows(Tables tables, Entry entry) {
		return tables.options().keys() == RegistryOptions.Keys.DUPLICATE || this.processes.isAlive(entry.pid());
	}

	@SuppressWarnings("unchecked")
	private Registration<V> registration(Entry entry) {
		return new Registration<>(entry.pid(), (V) entry.value());
	}

	// ---- dispatching ----

	/**
	 * Gives the entries under a key to a function, which runs here, once for each
	 * partition that has any ({@code Registry.dispatch}). What it throws comes out.
	 */
	public void dispatch(K key, Consumer<? super List<Registration<V>>> function) {
		for (List<Entry> entries : tables().keys().byPartition(key)) {
			function.accept(registrations(entries));
		}
	}

	/**
	 * As {@link #dispatch}, each partition in a process of its own, at the same time;
	 * returns when all are done. They are linked with the current process: a failure ends
	 * it unless it traps exits. A registry with one partition dispatches here.
	 * @throws IllegalStateException if the current thread runs no process, or a partition
	 * has failed and the process traps exits
	 */
	public void dispatchInParallel(K key, Consumer<? super List<Registration<V>>> function) {
		Tables tables = tables();
		if (tables.options().partitions() == 1) {
			dispatch(key, function);
			return;
		}
		List<Runnable> parts = tables.keys()
			.byPartition(key)
			.stream()
			.<Runnable>map((entries) -> () -> function.accept(registrations(entries)))
			.toList();
		ParallelDispatch.run(current(), parts);
	}

	private List<Registration<V>> registrations(Collection<Entry> entries) {
		return entries.stream().map(this::registration).toList();
	}

	// ---- names ----

	/**
	 * A unique key as the name of a server to be started; the server registers itself
	 * with this value before its init.
	 */
	public ServerName via(K key, V value) {
		return ServerName.via(this.names,
				new RegistryNames.Valued(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
	}

	/**
	 * The server that has a unique key, looked up for each call and cast.
	 */
	public ServerRef server(K key) {
		return ServerRef.of(this.processes, ServerName.via(this.names, Objects.requireNonNull(key, "key")));
	}

	// ---- locks ----

	/**
	 * Runs something while no other process runs something under the same lock
	 * ({@code Registry.lock}). Locks are named by values that have nothing to do with the
	 * keys. A holder that ends frees its lock.
	 * @throws IllegalStateException if the current thread runs no process of this node,
	 * or the process holds the lock already
	 */
	public <R> R lock(Object lock, Supplier<? extends R> section) {
		Process self = current();
		ServerRef server = ServerRef.of(this.processes, tables().owner());
		RegistryServer.Grant grant = server
			.call(new RegistryServer.Lock(Objects.requireNonNull(lock, "lock"), self.pid()), FOREVER);
		return switch (grant) {
			case RegistryServer.Grant.HeldBefore() ->
				throw new IllegalStateException(self + " holds the lock " + lock + " of " + this + " already");
			case RegistryServer.Grant.Held held -> {
				try {
					yield section.get();
				}
				finally {
					server.cast(new RegistryServer.Unlock(held.claim()));
				}
			}
		};
	}

	// ---- meta ----

	/** Something known of the registry itself ({@code Registry.meta}). */
	public Optional<Object> meta(Object key) {
		return Optional.ofNullable(tables().meta().get(key));
	}

	/** Notes something about the registry itself ({@code Registry.put_meta}). */
	public void putMeta(Object key, Object value) {
		tables().meta().put(key, value);
	}

	/** Forgets something about the registry itself ({@code Registry.delete_meta}). */
	public void deleteMeta(Object key) {
		tables().meta().remove(key);
	}

	// ---- inside ----

	Processes processes() {
		return this.processes;
	}

	private Tables tables() {
		return this.processes.whereis(this.name)
			.flatMap((pid) -> Servers.view(this.processes, pid, RegistryServer.class))
			.flatMap(RegistryServer::tables)
			.orElseThrow(() -> new IllegalArgumentException("Unknown registry: " + this.name));
	}

	void checkUnique(String what) {
		if (tables().options().keys() == RegistryOptions.Keys.DUPLICATE) {
			throw new UnsupportedOperationException(
					what + " needs unique keys, and the registry '" + this.name + "' has duplicate ones");
		}
	}

	/** The running process, which acts for itself. */
	Process current() {
		Process self = Process.current();
		if (self == null || self.processes() != this.processes) {
			throw new IllegalStateException(
					"Only a process of this node can use " + this + " so, for itself, and this thread runs none");
		}
		return self;
	}

	@Override
	public String toString() {
		return "registry '" + this.name + "'";
	}

}
