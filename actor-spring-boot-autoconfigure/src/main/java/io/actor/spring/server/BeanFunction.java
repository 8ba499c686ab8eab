package io.actor.spring.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.function.Supplier;

import io.actor.rpc.Arguments;
import io.actor.rpc.RemoteFunction;
import io.actor.term.Atom;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean as a function.
 *
 * @param bean gives the bean, at each call
 * @param method its method
 */
record BeanFunction(Supplier<Object> bean, Method method) implements RemoteFunction {

	@Override
	public Object call(Arguments args) throws Exception {
		Type[] types = this.method.getGenericParameterTypes();
		Object[] values = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			values[i] = args.get(i, types[i]);
		}
		Object target = this.bean.get();
		Method callable = AopUtils.selectInvocableMethod(this.method, target.getClass());
		ReflectionUtils.makeAccessible(callable);
		try {
			Object value = callable.invoke(target, values);
			if (this.method.getReturnType() == void.class) {
				return Atom.OK;
			}
			if (value == null) {
				throw new IllegalStateException(Handler.describe(this.method)
						+ " returned null; declare Optional to say that there is nothing");
			}
			return value;
		}
		catch (InvocationTargetException ex) {
			switch (ex.getCause()) {
				case Exception failure -> throw failure;
				case Error failure -> throw failure;
				case null, default -> throw ex;
			}
		}
	}

}
