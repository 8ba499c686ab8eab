package io.actor.jackson;

import java.util.ArrayList;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.PlainText;
import io.actor.term.Term;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Classes that are neither records nor of any type the rule names: Jackson turns them
 * into a tree (with the class's own annotations), the tree becomes terms.
 */
final class JsonCodec implements TermCodec<Object> {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final int LONGEST_PLACE = 200;

	private final JavaType type;

	private final JsonMapper json;

	JsonCodec(JavaType type, JsonMapper json) {
		this.type = type;
		this.json = json;
	}

	@Override
	public Term write(Object value) {
		try {
			JsonNode tree = this.json.valueToTree(value);
			return term(tree);
		}
		catch (TermMappingException ex) {
			throw ex.in(shortName());
		}
		catch (RuntimeException ex) {
			throw TermMappingException.thrown(name() + " cannot be written", ex);
		}
	}

	@Override
	public Object read(Term term) {
		try {
			Object value = this.json.treeToValue(tree(term), this.type);
			if (value == null) {
				throw TermMappingException.expected("a " + name(), term);
			}
			return value;
		}
		catch (TermMappingException ex) {
			throw ex.in(shortName());
		}
		catch (JacksonException ex) {
			// Without the cause: its text quotes the term as it is.
			throw new TermMappingException(TermMappingException.expected("a " + name(), term).getMessage() + ": "
					+ TermMappingException.printable(String.valueOf(ex.getOriginalMessage())))
				.in(place(ex));
		}
		catch (RuntimeException ex) {
			throw TermMappingException.expected("a " + name(), term, ex);
		}
	}

	/** The way to a property, of which some may be keys of a map that a peer has sent. */
	private String place(JacksonException failure) {
		StringBuilder place = new StringBuilder(shortName());
		for (JacksonException.Reference step : failure.getPath()) {
			String property = step.getPropertyName();
			place.append((property != null) ? "." + property : "[" + step.getIndex() + "]");
		}
		return PlainText.of(place.toString(), LONGEST_PLACE);
	}

	private String shortName() {
		return this.type.getRawClass().getSimpleName();
	}

	private String name() {
		return this.type.getRawClass().getName();
	}

	private static Term term(JsonNode node) {
		return switch (node.getNodeType()) {
			case ARRAY -> ListTerm.of(node.valueStream().map(JsonCodec::term).toList());
			case OBJECT -> {
				List<Term> entries = new ArrayList<>();
				node.forEachEntry((key, value) -> {
					entries.add(Atom.of(key));
					entries.add(term(value));
				});
				yield MapTerm.of(entries.toArray(Term[]::new));
			}
			case NUMBER -> number(node);
			case STRING -> Binary.utf8(node.stringValue());
			case BOOLEAN -> Atom.of(node.booleanValue());
			case BINARY -> Binary.of(node.binaryValue());
			case NULL, MISSING -> Atom.UNDEFINED;
			case POJO -> {
				// Where Jackson puts bytes that are elements of a collection.
				if (node instanceof POJONode leaf && leaf.getPojo() instanceof byte[] bytes) {
					yield Binary.of(bytes);
				}
				throw new IllegalArgumentException("it has a part that is no JSON");
			}
		};
	}

	private static Term number(JsonNode node) {
		if (node.isIntegralNumber()) {
			return Int.of(node.bigIntegerValue());
		}
		return node.isBigDecimal() ? ScalarCodecs.decimalText(node.decimalValue()) : Float64.of(node.doubleValue());
	}

	private static JsonNode tree(Term term) {
		return switch (term) {
			case Int(long value) -> NODES.numberNode(value);
			case BigInt(var value) -> NODES.numberNode(value);
			case Float64(double value) -> NODES.numberNode(value);
			case Binary binary ->
				binary.text().<JsonNode>map(NODES::stringNode).orElseGet(() -> NODES.binaryNode(binary.toByteArray()));
			case Atom atom when atom.equals(Atom.TRUE) || atom.equals(Atom.FALSE) ->
				NODES.booleanNode(atom.equals(Atom.TRUE));
			case Atom atom when ContainerCodecs.isAbsent(atom) -> NODES.nullNode();
			case Atom atom -> NODES.stringNode(atom.name());
			case ListTerm list when list.isProper() -> {
				ArrayNode array = NODES.arrayNode(list.size());
				list.elements().forEach((element) -> array.add(tree(element)));
				yield array;
			}
			case MapTerm map -> {
				ObjectNode object = NODES.objectNode();
				map.forEach((key, value) -> {
					if (object.replace(key(key), tree(value)) != null) {
						throw TermMappingException.expected("a map with each key once as text", map);
					}
				});
				yield object;
			}
			default -> throw TermMappingException.expected("a number, atom, binary, list or map", term);
		};
	}

	private static String key(Term key) {
		return switch (key) {
			case Atom atom -> atom.name();
			default -> ScalarCodecs.text(key, "an atom or text as key");
		};
	}

}
