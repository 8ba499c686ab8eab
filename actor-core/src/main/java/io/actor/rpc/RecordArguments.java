package io.actor.rpc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Reads arguments as the components of a record. */
final class RecordArguments<R extends Record> {

	private final RecordComponent[] components;

	private final Constructor<R> constructor;

	RecordArguments(Class<R> type) {
		this.components = type.getRecordComponents();
		try {
			this.constructor = type.getDeclaredConstructor(
					Arrays.stream(this.components).map(RecordComponent::getType).toArray(Class[]::new));
			this.constructor.setAccessible(true);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException("A record without its constructor: " + type.getName(), ex);
		}
	}

	int size() {
		return this.components.length;
	}

	R read(Arguments args) {
		Object[] values = new Object[this.components.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = args.get(i, this.components[i].getGenericType());
		}
		try {
			return this.constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			// Its constructor has refused the values.
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalArgumentException(ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
