package io.actor.spring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Hides the cookies of the node in endpoints that show properties: under their own keys
 * in any spelling, and wherever else their values stand, such as the variables they come
 * from.
 */
final class CookieSanitizer implements SanitizingFunction {

	private static final Logger LOGGER = LoggerFactory.getLogger(CookieSanitizer.class);

	private static final String KEY = "actor.node.cookie";

	/** A shorter one is part of other words by chance. */
	private static final int TELLING = 8;

	private final Set<String> cookies;

	private CookieSanitizer(Set<String> cookies) {
		this.cookies = Set.copyOf(cookies);
	}

	/**
	 * Hides the cookies these properties set: the common one, those of peers, a file's.
	 */
	static CookieSanitizer of(Environment environment) {
		Binder binder = Binder.get(environment);
		Set<String> cookies = new LinkedHashSet<>();
		binder.bind(KEY, String.class).ifBound(cookies::add);
		binder.bind(KEY + "s", Bindable.mapOf(String.class, String.class))
			.ifBound((each) -> cookies.addAll(each.values()));
		binder.bind(KEY + "-file", String.class).ifBound((file) -> read(file).ifPresent(cookies::add));
		cookies.removeIf((cookie) -> !StringUtils.hasText(cookie));
		return new CookieSanitizer(cookies);
	}

	/** Whether the file is good enough to start with is decided elsewhere. */
	private static Optional<String> read(String file) {
		if (!StringUtils.hasText(file)) {
			return Optional.empty();
		}
		try {
			String text = Files.readString(NodeConfiguration.pathOf(file), StandardCharsets.ISO_8859_1);
			return Optional.of(text.strip());
		}
		catch (IOException | IllegalArgumentException ex) {
			LOGGER.debug("The file of the cookie cannot be read", ex);
			return Optional.empty();
		}
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replace('_', '.');
		return (key.contains(KEY) || holdsCookie(data.getValue())) ? data.withSanitizedValue() : data;
	}

	private boolean holdsCookie(@Nullable Object value) {
		if (value == null) {
			return false;
		}
		String text = value.toString();
		return this.cookies.stream()
			.anyMatch((cookie) -> text.equals(cookie) || (cookie.length() >= TELLING && text.contains(cookie)));
	}

}
