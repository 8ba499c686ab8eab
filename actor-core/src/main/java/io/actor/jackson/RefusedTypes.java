package io.actor.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;

/**
 * What Jackson never makes out of a term, also where a class of the application asks for
 * it: the JDK's own classes but for plain values. Among them are those that load a class,
 * open a file or ask a name server when they are made, and those that attacks on
 * deserialization are built of.
 */
final class RefusedTypes extends Deserializers.Base {

	private static final Set<Class<?>> PLAIN = Set.of(Object.class, String.class, CharSequence.class,
			StringBuilder.class, StringBuffer.class, Void.class, Number.class, Boolean.class, Character.class,
			Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class,
			BigDecimal.class, URI.class, UUID.class, Locale.class, Currency.class, TimeZone.class, Date.class,
			Calendar.class, GregorianCalendar.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class,
			AtomicBoolean.class, AtomicInteger.class, AtomicLong.class);

	/** Adds the refusal, and what else we read otherwise than Jackson, to a mapper. */
	static SimpleModule module() {
		return new SimpleModule(RefusedTypes.class.getName()) {

			private static final long serialVersionUID = 1L;

			@Override
			public void setupModule(SetupContext context) {
				context.addDeserializers(new RefusedTypes());
				context.addDeserializerModifier(new OwnReading());
			}

		};
	}

	/** Whether a class is one of these. */
	static boolean contain(Class<?> type) {
		String module = String.valueOf(type.getModule().getName());
		return !type.isPrimitive() && !type.isArray() && (module.startsWith("java.") || module.startsWith("jdk."))
				&& !type.getPackageName().equals("java.time") && !PLAIN.contains(type);
	}

	/** Why. */
	static String reason(Class<?> type) {
		return type.getName()
				+ " is no data; declare a record, or give the mapper a TermCodec for it or a type it extends";
	}

	@Override
	public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
		return contain(type);
	}

	@Override
	public @Nullable ValueDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config,
			BeanDescription.Supplier description) {
		return contain(type.getRawClass()) ? new Refusal(type) : null;
	}

	/** Fails when it is used. */
	private static final class Refusal extends ValueDeserializer<Object> {

		private final JavaType type;

		Refusal(JavaType type) {
			this.type = type;
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			return context.reportBadDefinition(this.type, reason(this.type.getRawClass()));
		}

	}

}
