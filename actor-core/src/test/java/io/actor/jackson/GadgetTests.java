package io.actor.jackson;

import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.annotation.JsonTypeIdResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** No term makes an object of a class the receiver has not declared. */
class GadgetTests {

	/** A mapper as careless as Jackson lets it be; we take what binds classes from it. */
	private static final JsonMapper CARELESS = JsonMapper.builder()
		.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
				DefaultTyping.NON_FINAL)
		.build();

	private static final List<String> NAMES = List.of("com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
			"com.sun.rowset.JdbcRowSetImpl", "javax.management.BadAttributeValueExpException",
			"java.util.logging.FileHandler", "java.rmi.server.UnicastRemoteObject", "javax.swing.JEditorPane",
			"javax.naming.InitialContext", "java.lang.ProcessBuilder", "java.net.URLClassLoader", "java.lang.Class",
			"java.util.ServiceLoader", "java.io.File", "java.io.FileOutputStream", "java.net.InetAddress",
			"java.net.InetSocketAddress", "java.net.URL", "java.lang.Thread", "java.util.Timer",
			"java.beans.XMLDecoder", "java.util.regex.Pattern");

	static boolean constructed;

	/** Would tell if anything made one. */
	public static class Gadget {

		public Gadget() {
			constructed = true;
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	public interface Named {

	}

	public static class Holder {

		@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.PROPERTY)
		public Object value;

		public Class<?> type;

		public Supplier<String> supplier;

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM)
	@JsonTypeIdResolver(Ids.class)
	public static class Resolved {

		public int size;

	}

	/** Makes a class of any name. */
	public static class Ids extends TypeIdResolverBase {

		@Override
		public String idFromValue(DatabindContext context, Object value) {
			return value.getClass().getName();
		}

		@Override
		public String idFromValueAndType(DatabindContext context, Object value, Class<?> type) {
			return type.getName();
		}

		@Override
		public JavaType typeFromId(DatabindContext context, String id) {
			constructed = true;
			return context.constructType(Gadget.class);
		}

		@Override
		public JsonTypeInfo.Id getMechanism() {
			return JsonTypeInfo.Id.CUSTOM;
		}

	}

	static Stream<TermMapper> mappers() {
		return Stream.of(new TermMapper(), new TermMapper(CARELESS, Map.of()));
	}

	private static Term typed(String name) {
		return MapTerm.of(Atom.of("@class"), Binary.utf8(name), Atom.of("@type"), Binary.utf8(name));
	}

	@Test
	void defaultTypingIsOffWhateverMapperIsGiven() {
		JsonMapper ours = TermMapper.careful(CARELESS);

		assertThat(CARELESS.deserializationConfig().getDefaultTyper(ours.constructType(Object.class))).isNotNull();
		assertThat(ours.deserializationConfig().getDefaultTyper(ours.constructType(Object.class))).isNull();
		assertThat(ours.serializationConfig().getDefaultTyper(ours.constructType(Object.class))).isNull();
		assertThat(ours.deserializationConfig().getAnnotationIntrospector()).isInstanceOf(NoTypeNames.class);
		assertThat(ours.serializationConfig().getAnnotationIntrospector()).isInstanceOf(NoTypeNames.class);
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void theNameOfAClassInATermDoesNothing(TermMapper mapper) {
		constructed = false;
		String gadget = Gadget.class.getName();
		Term pair = ListTerm.of(Binary.utf8(gadget), MapTerm.EMPTY);
		Term value = MapTerm.of(Atom.of("value"), typed(gadget));

		assertThat(mapper.fromTerm(typed(gadget), Object.class)).isInstanceOf(MapTerm.class);
		assertThat(mapper.fromTerm(value, Holder.class).value).isInstanceOf(Map.class);
		assertThat(mapper.fromTerm(MapTerm.of(Atom.of("value"), pair), Holder.class).value).isInstanceOf(List.class);
		assertThat(mapper.fromTerm(MapTerm.of(Atom.of("size"), Int.of(2), Atom.of("@type"), Binary.utf8(gadget)),
				Resolved.class).size)
			.isEqualTo(2);
		for (Class<?> type : List.of(Named.class, Serializable.class, Runnable.class)) {
			assertThatExceptionOfType(TermMappingException.class)
				.isThrownBy(() -> mapper.fromTerm(typed(gadget), type));
			assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> mapper.fromTerm(pair, type));
		}
		assertThat(constructed).isFalse();
	}

	static Stream<Class<?>> gadgets() {
		return NAMES.stream().<Class<?>>mapMulti((name, next) -> {
			try {
				next.accept(Class.forName(name, false, ClassLoader.getSystemClassLoader()));
			}
			catch (ClassNotFoundException ex) {
				// A JDK without this module.
			}
		});
	}

	@Test
	void theListOfGadgetsIsNotEmpty() {
		assertThat(gadgets()).hasSizeGreaterThan(15);
	}

	@ParameterizedTest
	@MethodSource("gadgets")
	void aTypeKnownFromAttacksIsRefusedAloneInArraysAndInGenericForms(Class<?> gadget) {
		TermMapper mapper = new TermMapper(CARELESS, Map.of());
		JavaType type = CARELESS.getTypeFactory().constructType(gadget);
		var types = CARELESS.getTypeFactory();
		Term text = Binary.utf8("java.lang.String");
		Term bean = MapTerm.of(Atom.of("file_name"), text);

		for (Term each : List.of(text, bean, typed(gadget.getName()), Tuple.of(text))) {
			refused(mapper, each, type);
			refused(mapper, ListTerm.of(each), types.constructArrayType(type));
			refused(mapper, ListTerm.of(ListTerm.of(each)), types.constructArrayType(types.constructArrayType(type)));
			refused(mapper, ListTerm.of(each), types.constructCollectionType(List.class, type));
			refused(mapper, each, types.constructParametricType(Optional.class, type));
			refused(mapper, MapTerm.of(Binary.utf8("k"), ListTerm.of(each)), types.constructParametricType(Map.class,
					types.constructType(String.class), types.constructArrayType(type)));
			refused(mapper, ListTerm.of(each), (GenericArrayType) () -> type);
		}
	}

	private static void refused(TermMapper mapper, Term term, java.lang.reflect.Type type) {
		assertThatExceptionOfType(TermMappingException.class).isThrownBy(() -> mapper.fromTerm(term, type));
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.String", "io.actor.jackson.GadgetTests$Gadget" })
	void aClassTheApplicationWroteLoadsNoOther(String name) {
		TermMapper mapper = new TermMapper();

		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> mapper.fromTerm(MapTerm.of(Atom.of("type"), Binary.utf8(name)), Holder.class))
			.withMessageContaining("java.lang.Class is no data");
	}

	record Local(Path path, InetAddress address, URL url, Thread thread, int number) {
	}

	@Test
	void aMessageThatStaysHereMayHoldAnything() {
		TermMapper mapper = new TermMapper();

		assertThat(mapper.messageTypes(Local.class)).hasToString("[local/6]");
		assertThatExceptionOfType(TermMappingException.class)
			.isThrownBy(() -> mapper.toTerm(new Local(Path.of("x"), null, null, null, 1)))
			.withMessageContaining("is no data; declare a record, or give the mapper a TermCodec for it");
	}

}
