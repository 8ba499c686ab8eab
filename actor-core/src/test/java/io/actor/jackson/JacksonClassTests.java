package io.actor.jackson;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Classes that Jackson binds. */
class JacksonClassTests {

	private final TermMapper mapper = new TermMapper();

	public static class Bytes {

		public byte[] data;

		public List<byte[]> more = List.of();

	}

	public static class Prices {

		public BigDecimal price;

		public double weight;

		public UUID id;

	}

	public static class Team {

		public List<Member> members = List.of();

		public Map<String, Member> byName = Map.of();

	}

	public static class Member {

		public int age;

		public void setAge(int age) {
			if (age < 0) {
				throw new IllegalStateException("too young");
			}
			this.age = age;
		}

	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abcd", "hello", "YWJj", "\u00e9", "not UTF-8: \u00ff" })
	void bytesComeBackWhateverTheyMean(String text) {
		Bytes bytes = new Bytes();
		bytes.data = text.getBytes(StandardCharsets.ISO_8859_1);
		bytes.more = List.of(text.getBytes(StandardCharsets.UTF_8));

		Term term = this.mapper.toTerm(bytes);
		Bytes read = this.mapper.fromTerm(term, Bytes.class);

		assertThat(((MapTerm) term).get(Atom.of("data"))).contains(Binary.of(bytes.data));
		assertThat(read.data).isEqualTo(bytes.data);
		assertThat(read.more.getFirst()).isEqualTo(bytes.more.getFirst());
	}

	@Test
	void bytesAreReadFromAListOfNumbersToo() {
		Term term = MapTerm.of(Atom.of("data"), ListTerm.of(Int.of(1), Int.of(-2)));

		assertThat(this.mapper.fromTerm(term, Bytes.class).data).containsExactly(1, -2);
	}

	@Test
	void decimalNumbersAndUuidsAreExact() {
		Prices prices = new Prices();
		prices.price = new BigDecimal("12345678901234567890.10");
		prices.weight = 0.5;
		prices.id = new UUID(0x6161616161614161L, 0x8161616161616161L);

		MapTerm term = (MapTerm) this.mapper.toTerm(prices);
		Prices read = this.mapper.fromTerm(term, Prices.class);

		assertThat(term.get(Atom.of("price"))).contains(Binary.utf8("12345678901234567890.10"));
		assertThat(term.get(Atom.of("weight"))).contains(Float64.of(0.5));
		assertThat(read.price).isEqualTo(prices.price);
		assertThat(read.id).isEqualTo(prices.id);
	}

	@Test
	void aNumberMayNotHaveATrapOfAnExponentHereEither() {
		Prices prices = new Prices();
		prices.price = new BigDecimal("1E+2000000000");

		for (String trap : List.of("1E+2000000000", "1E-2000000000")) {
			assertThatExceptionOfType(TermMappingException.class)
				.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Atom.of("price"), Binary.utf8(trap)), Prices.class))
				.withMessageStartingWith("Prices.price: expected a ")
				.withMessageEndingWith("the exponent of the number is too large");
		}
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> this.mapper.toTerm(prices))
			.withMessage("Prices: a number of scale -2000000000 is not read again, at most 1000 is");
	}

	@Test
	void theWayToThePropertyIsNamed() {
		Term bad = MapTerm.of(Atom.of("age"), Atom.of("x"));
		String forged = "k\nERROR";

		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(
					MapTerm.of(Atom.of("members"), ListTerm.of(MapTerm.of(Atom.of("age"), Int.of(1)), bad)),
					Team.class))
			.withMessageStartingWith(
					"Team.members[1].age: expected a " + Team.class.getName() + ", received #{members =>")
			.withMessageContaining("not a valid `int` value");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Atom.of("byName"), MapTerm.of(Binary.utf8(forged), bad)),
					Team.class))
			.withMessageStartingWith("Team.byName.k?ERROR.age: expected a ");
	}

	@Test
	void whatIsNoJsonIsRefusedWithTheNameOfTheClass() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Atom.of("age"), Tuple.EMPTY), Member.class))
			.withMessage("Member: expected a number, atom, binary, list or map, received {}");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Int.of(1), Int.of(2)), Member.class))
			.withMessage("Member: expected an atom or text as key, received 1");
	}

	@Test
	void whateverASetterThrowsIsAMappingFailure() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(MapTerm.of(Atom.of("age"), Int.of(-1)), Member.class))
			.withMessageStartingWith("Member.age: expected a ")
			.withMessageContaining("too young");
	}

	@Test
	void whateverADeserializerThrowsIsAMappingFailure() {
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> this.mapper.fromTerm(Int.of(1), Careless.class))
			.withMessage("expected a " + Careless.class.getName()
					+ ", received 1: java.lang.IllegalStateException: careless");
	}

	@JsonDeserialize(using = CarelessReader.class)
	public static class Careless {

	}

	/** Throws what is no exception of Jackson's. */
	public static class CarelessReader extends ValueDeserializer<Careless> {

		@Override
		public Careless deserialize(JsonParser parser, DeserializationContext context) {
			throw new IllegalStateException("careless");
		}

	}

}
