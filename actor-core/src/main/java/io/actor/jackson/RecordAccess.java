package io.actor.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/** The constructor and the accessors of a record, looked up once. */
final class RecordAccess {

	private final Class<?> type;

	private final MethodHandle constructor;

	private final MethodHandle[] accessors;

	RecordAccess(Class<?> type) {
		this.type = type;
		RecordComponent[] components = type.getRecordComponents();
		this.accessors = new MethodHandle[components.length];
		Class<?>[] types = new Class<?>[components.length];
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			for (int i = 0; i < components.length; i++) {
				types[i] = components[i].getType();
				Method accessor = components[i].getAccessor();
				accessor.setAccessible(true);
				this.accessors[i] = lookup.unreflect(accessor)
					.asType(MethodType.methodType(Object.class, Object.class));
			}
			Constructor<?> constructor = type.getDeclaredConstructor(types);
			constructor.setAccessible(true);
			this.constructor = lookup.unreflectConstructor(constructor)
				// One whose last component is T... collects, and would wrap an array
				// again.
				.asFixedArity()
				.asSpreader(Object[].class, types.length)
				.asType(MethodType.methodType(Object.class, Object[].class));
		}
		catch (ReflectiveOperationException | InaccessibleObjectException ex) {
			throw new TermMappingException(type.getName() + " is not accessible; its module has to open the package to "
					+ "the module of io.actor", ex);
		}
	}

	/** The value of one component. */
	@Nullable Object get(Object record, int index) {
		try {
			return (Object) this.accessors[index].invokeExact(record);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw TermMappingException.thrown("cannot be read", ex);
		}
	}

	/**
	 * A record with these components.
	 * @param received what they were read from
	 * @throws TermMappingException if its constructor refuses them
	 */
	Object create(Object[] values, Term received) {
		try {
			return (Object) this.constructor.invokeExact(values);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw TermMappingException.thrown(this.type.getSimpleName() + " refuses its components", ex, received);
		}
	}

}
