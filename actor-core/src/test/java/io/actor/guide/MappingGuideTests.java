package io.actor.guide;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.actor.jackson.IfMissing;
import io.actor.jackson.Shape;
import io.actor.jackson.Shaped;
import io.actor.jackson.Struct;
import io.actor.jackson.TermCodec;
import io.actor.jackson.TermMapper;
import io.actor.jackson.TermMappingException;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/guide/mapping.md. */
class MappingGuideTests {

	private final TermMapper mapper = new TermMapper();

	record Line(String text, Optional<String> author) {
	}

	record Say(String room, Line line) {
	}

	record Options(int limit, Optional<String> after) {
	}

	record Fetch(@Shaped(Shape.ATOM) String room, @Shaped(Shape.PROPLIST) Options options,
			@Shaped(Shape.TUPLE) LocalDate since, @Shaped(Shape.MILLISECONDS) Duration patience) {
	}

	@Struct("Chat.Line")
	record ElixirLine(String text, Optional<String> author, @Shaped(Shape.STRUCT) Instant at) {
	}

	record Upload(String name, @IfMissing("3") int retries, @IfMissing List<String> tags) {
	}

	@Test
	void aMessageIsATaggedTupleAndDataAMap() {
		Say say = new Say("lobby", new Line("hi", Optional.empty()));

		Term term = this.mapper.toTerm(say);

		assertThat(term).hasToString("{say,<<\"lobby\">>,#{text => <<\"hi\">>,author => undefined}}");
		assertThat(this.mapper.fromTerm(term, Say.class)).isEqualTo(say);
	}

	@Test
	void componentsMayHaveAnotherShape() {
		Fetch fetch = new Fetch("lobby", new Options(10, Optional.empty()), LocalDate.of(2026, 1, 2),
				Duration.ofSeconds(5));

		assertThat(this.mapper.toTerm(fetch)).hasToString("{fetch,lobby,[{limit,10}],{2026,1,2},5000}");
	}

	@Test
	void aRecordMayBeAnElixirStruct() {
		ElixirLine line = new ElixirLine("hi", Optional.empty(), Instant.EPOCH);

		MapTerm term = (MapTerm) this.mapper.toTerm(line);

		assertThat(term.get(Atom.of("__struct__"))).contains(Atom.of("Elixir.Chat.Line"));
		assertThat(term.get(Atom.of("author"))).contains(Atom.of("nil"));
		assertThat(this.mapper.fromTerm(term, ElixirLine.class)).isEqualTo(line);
	}

	@Test
	void anOlderVersionDoesNotHaveAllComponents() {
		MapTerm older = MapTerm.of(Atom.of("name"), Binary.utf8("x"), Atom.of("colour"), Atom.of("red"));

		assertThat(this.mapper.fromTerm(older, Upload.class)).isEqualTo(new Upload("x", 3, List.of()));
	}

	@Test
	void aTypeMayHaveACodecOfItsOwn() {
		TermCodec<UUID> bytes = new TermCodec<>() {

			@Override
			public Term write(UUID id) {
				return Binary.of(ByteBuffer.allocate(16)
					.putLong(id.getMostSignificantBits())
					.putLong(id.getLeastSignificantBits())
					.array());
			}

			@Override
			public UUID read(Term term) {
				if (term instanceof Binary binary && binary.size() == 16) {
					ByteBuffer read = binary.asByteBuffer();
					return new UUID(read.getLong(), read.getLong());
				}
				throw TermMappingException.expected("16 bytes", term);
			}

		};

		NodeConfig config = NodeConfig.local().mapper(new TermMapper(JsonMapper.shared(), Map.of(UUID.class, bytes)));

		UUID id = UUID.randomUUID();
		try (Node node = Node.start(config)) {
			Term term = node.processes().converter().dataTerm(id);
			assertThat(((Binary) term).size()).isEqualTo(16);
			assertThat(node.processes().converter().data(term, UUID.class)).isEqualTo(id);
		}
	}

}
