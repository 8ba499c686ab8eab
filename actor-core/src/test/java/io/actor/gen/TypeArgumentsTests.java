package io.actor.gen;

import java.lang.reflect.ParameterizedType;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which types a class of a server or a request declares, by whatever way. */
class TypeArgumentsTests {

	private interface Ask<R> extends Request<R> {

	}

	private interface Marked {

	}

	private record Plain() implements Request<Integer> {
	}

	private record Indirect() implements Marked, Ask<String> {
	}

	private record Many() implements Ask<List<String>> {
	}

	private record Open<R>() implements Request<R> {
	}

	private abstract static class Swapped<A, B> extends GenServer<B, A> {

	}

	private static final class Direct extends GenServer<Plain, String> {

	}

	private static final class Inherited extends Swapped<String, Plain> implements Marked {

	}

	private static final class Wide extends GenServer<Request<?>, Object> {

	}

	@SuppressWarnings("rawtypes")
	private static final class Raw extends GenServer {

	}

	@Test
	void theTypeOfAReplyIsFoundThroughInterfacesBetween() {
		assertThat(TypeArguments.replyOf(Plain.class)).isEqualTo(Integer.class);
		assertThat(TypeArguments.replyOf(Indirect.class)).isEqualTo(String.class);
		assertThat(TypeArguments.replyOf(Many.class)).isInstanceOfSatisfying(ParameterizedType.class, (type) -> {
			assertThat(type.getRawType()).isEqualTo(List.class);
			assertThat(type.getActualTypeArguments()).containsExactly(String.class);
		});
	}

	@Test
	void aReplyThatNobodyDeclaresIsAnything() {
		assertThat(TypeArguments.replyOf(Open.class)).isEqualTo(Object.class);
		assertThat(TypeArguments.replyOf(String.class)).isEqualTo(Object.class);
	}

	@Test
	void theTypesOfAServerAreFoundThroughItsSuperclasses() {
		assertThat(TypeArguments.of(Direct.class, 0)).isEqualTo(List.of(Plain.class));
		assertThat(TypeArguments.of(Direct.class, 1)).isEqualTo(List.of(String.class));
		assertThat(TypeArguments.of(Inherited.class, 0)).isEqualTo(List.of(Plain.class));
		assertThat(TypeArguments.of(Inherited.class, 1)).isEqualTo(List.of(String.class));
	}

	@Test
	void aTypeThatIsAnythingOrUnknownDeclaresNothing() {
		assertThat(TypeArguments.of(Wide.class, 0)).isEmpty();
		assertThat(TypeArguments.of(Wide.class, 1)).isEmpty();
		assertThat(TypeArguments.of(Raw.class, 0)).isEmpty();
	}

}
