package io.actor.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

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
			throw new TermMappingException("cannot be read: " + TermMappingException.printable(ex.toString()), ex);
		}
	}

	/**
	 * A record with these components.
	 * @throws TermMappingException if its constructor refuses them
	 */
	Object create(Object[] values) {
		try {
			return (Object) this.constructor.invokeExact(values);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new TermMappingException(this.type.getSimpleName() + " refuses its components: "
					+ TermMappingException.printable(ex.toString()), ex);
		}
	}

}
