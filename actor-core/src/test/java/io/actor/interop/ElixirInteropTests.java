package io.actor.interop;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.jackson.Shape;
import io.actor.jackson.Shaped;
import io.actor.jackson.Struct;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What an Elixir application and ours say to each other: structs, keywords, dates. */
@Tag("interop")
@Timeout(60)
class ElixirInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-tests";

	private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");

	private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

	private static ElixirNode elixir;

	private static Node node;

	@Struct("Chat.Line")
	record Line(String text, Optional<String> author, @Shaped(Shape.STRUCT) Instant at,
			@Shaped(Shape.STRUCT) LocalDate day, @Shaped(Shape.STRUCT) LocalTime time,
			@Shaped(Shape.STRUCT) LocalDateTime naive, Set<String> tags) {
	}

	sealed interface Query<R> extends Request<R> {

	}

	record Options(Optional<String> as, int later) {
	}

	record Say(@Shaped(Shape.ATOM) String room, Line line,
			@Shaped(Shape.PROPLIST) Options options) implements Query<Line> {
	}

	@Struct("Chat.History")
	record History(String room, OptionalInt limit) implements Query<List<Line>> {
	}

	record Dates(LocalDate date, LocalTime time, LocalDateTime naive, Instant at) implements Query<Dates> {
	}

	/** The same as {@code Chat.Rooms} in Elixir. */
	static final class Rooms extends GenServer<Query<?>, Object> {

		private final List<Line> lines = new ArrayList<>();

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case Say say -> {
					Line line = say.line();
					Line said = new Line(line.text() + " in " + say.room(), say.options().as(),
							line.at().plusSeconds(say.options().later()), line.day().plusDays(1), line.time(),
							line.naive(), line.tags());
					this.lines.add(said);
					yield reply(say, said);
				}
				case History history ->
					reply(history, this.lines.subList(0, Math.min(history.limit().orElse(100), this.lines.size())));
				case Dates dates -> reply(dates, dates);
			};
		}

	}

	@BeforeAll
	static void startBoth() throws IOException {
		assumeTrue(ElixirNode.available(), "Elixir is not installed");
		elixir = ElixirNode.start("elixir" + ProcessHandle.current().pid(), COOKIE);
		node = Node.start(NodeConfig.named("jelixir" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
		node.start(Rooms::new, StartOptions.named("rooms"));
	}

	@AfterAll
	static void stopBoth() {
		if (node != null) {
			node.close();
		}
		if (elixir != null) {
			elixir.close();
		}
	}

	private static String rooms() {
		return "{:rooms, :\"" + node.name() + "\"}";
	}

	private static Line line(Set<String> tags) {
		return new Line("h\u00e9", Optional.empty(), AT, DAY, LocalTime.of(1, 2), LocalDateTime.of(2026, 1, 2, 3, 4, 5),
				tags);
	}

	@Test
	void elixirCallsOurServerWithStructsAtomsKeywordsStringsAndDates() {
		assertThat(elixir.eval("line = %Chat.Line{text: \"h\u00e9\", at: ~U[2026-01-02 03:04:05.123456Z], "
				+ "day: ~D[2026-01-02], time: ~T[01:02:00.500000], naive: ~N[2026-01-02 03:04:05], "
				+ "tags: MapSet.new([\"a\", \"b\"])}; said = GenServer.call(" + rooms()
				+ ", {:say, :lobby, line, [later: 60, as: \"joe\", unknown: 1]}); "
				+ "said == %{line | text: \"h\u00e9 in lobby\", author: \"joe\", at: ~U[2026-01-02 03:05:05.123456Z], "
				+ "day: ~D[2026-01-03], tags: [\"a\", \"b\"]}"))
			.isEqualTo("true");
		assertThat(elixir.eval("[last] = GenServer.call(" + rooms() + ", %Chat.History{room: \"lobby\", limit: 1}); "
				+ "{last.text, last.author}"))
			.isEqualTo("{\"h\u00e9 in lobby\", \"joe\"}");
	}

	@Test
	void ourCallsReachAnElixirServerAsItExpectsThem() {
		ServerRef rooms = node.server("rooms", elixir.name());
		Line line = line(new LinkedHashSet<>(List.of("x", "y")));
		Line answer = new Line("h\u00e9", Optional.of("joe"), AT.plusSeconds(60), DAY.plusDays(1), line.time(),
				line.naive(), line.tags());

		Line said = rooms.call(new Say("lobby", line, new Options(Optional.of("joe"), 60)));

		assertThat(said).isEqualTo(answer);
		assertThat(rooms.call(new History("lobby", OptionalInt.empty()))).isEqualTo(List.of(answer));
		assertThat(rooms.call(new Say("lobby", line, new Options(Optional.empty(), 0))).author()).isEmpty();
	}

	@Test
	void textOfOursIsADateToElixirAndItsDatesAreReadAsSuch() {
		Dates dates = new Dates(DAY, LocalTime.of(1, 2, 3), LocalDateTime.of(2026, 1, 2, 3, 4, 5), AT);

		assertThat(node.server("rooms", elixir.name()).call(dates)).isEqualTo(dates);
		assertThat(elixir.eval("GenServer.call(" + rooms()
				+ ", {:dates, ~D[2026-01-02], ~T[01:02:03], ~N[2026-01-02 03:04:05], ~U[2026-01-02 03:04:05Z]})"))
			.isEqualTo(
					"{:dates, \"2026-01-02\", \"01:02:03\", \"2026-01-02T03:04:05\", " + "\"2026-01-02T03:04:05Z\"}");
	}

	@Test
	void aStructTheServerDoesNotKnowIsAnUnknownRequest() {
		node.start(Rooms::new, StartOptions.named("fragile"));

		assertThat(elixir.eval("try do GenServer.call({:fragile, :\"" + node.name()
				+ "\"}, %Chat.Line{}) catch :exit, {why, _} -> " + "inspect(why) =~ \"Chat.Line\" end"))
			.isEqualTo("true");
	}

}
