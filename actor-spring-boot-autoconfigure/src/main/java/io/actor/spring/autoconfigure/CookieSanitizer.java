package io.actor.spring.autoconfigure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the cookie of the node in endpoints that show properties: under its own key in
 * any spelling, and wherever else its value stands, such as the variable it comes from.
 */
final class CookieSanitizer implements SanitizingFunction {

	private static final String KEY = "actor.node.cookie";

	/** A shorter one is part of other words by chance. */
	private static final int TELLING = 8;

	private final @Nullable String cookie;

	CookieSanitizer(@Nullable String cookie) {
		this.cookie = cookie;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replace('_', '.');
		return (key.contains(KEY) || holdsCookie(data.getValue())) ? data.withSanitizedValue() : data;
	}

	private boolean holdsCookie(@Nullable Object value) {
		String secret = this.cookie;
		if (value == null || secret == null) {
			return false;
		}
		String text = value.toString();
		return text.equals(secret) || (secret.length() >= TELLING && text.contains(secret));
	}

}
