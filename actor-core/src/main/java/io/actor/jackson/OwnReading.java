package io.actor.jackson;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.ArrayType;

/**
 * Where classes bound by Jackson read a term otherwise than JSON. A binary is bytes: it
 * becomes text in the tree whenever its bytes happen to be UTF-8, and JSON would take
 * text for Base64. The exponent of a {@code BigDecimal} has a bound here.
 */
final class OwnReading extends ValueDeserializerModifier {

	private static final long serialVersionUID = 1L;

	@Override
	public ValueDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
			BeanDescription.Supplier description, ValueDeserializer<?> usual) {
		return type.getContentType().hasRawClass(byte.class) ? new Bytes(usual) : usual;
	}

	@Override
	public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier description,
			ValueDeserializer<?> usual) {
		return (description.getBeanClass() == BigDecimal.class) ? new Decimal(usual) : usual;
	}

	/** Text as its bytes. */
	private static final class Bytes extends DelegatingDeserializer {

		Bytes(ValueDeserializer<?> usual) {
			super(usual);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> usual) {
			return new Bytes(usual);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			return parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString().getBytes(StandardCharsets.UTF_8)
					: super.deserialize(parser, context);
		}

	}

	/** With a scale that is no trap. */
	private static final class Decimal extends DelegatingDeserializer {

		Decimal(ValueDeserializer<?> usual) {
			super(usual);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> usual) {
			return new Decimal(usual);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			Object read = super.deserialize(parser, context);
			return (read instanceof BigDecimal number && !ScalarCodecs.hasFairScale(number))
					? context.reportInputMismatch(this, "the exponent of the number is too large") : read;
		}

	}

}
