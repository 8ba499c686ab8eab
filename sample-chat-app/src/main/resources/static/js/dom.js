// Elements from code. Text is always text: nothing people wrote is ever read as HTML.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; a string child becomes a text node. */
export function el(tag, properties = {}, ...children) {
	const element = Object.assign(document.createElement(tag), properties);
	element.append(...children.filter((child) => child !== null));
	return element;
}

/** A coloured circle with initials; the colour follows from the name. */
export function avatar(nick) {
	const circle = el('span', { className: 'avatar', textContent: initials(nick) });
	circle.style.setProperty('--hue', hue(nick));
	circle.setAttribute('aria-hidden', 'true');
	return circle;
}

function initials(nick) {
	const words = nick.split(/[ ._-]+/).filter(Boolean);
	const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...nick].slice(0, 2);
	return letters.join('').toUpperCase();
}

function hue(nick) {
	let hash = 7;
	for (const letter of nick) {
		hash = (hash * 31 + letter.codePointAt(0)) % 360;
	}
	return hash;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = (at) => clock.format(new Date(at));
export const dayOf = (at) => day.format(new Date(at));

/** The part of a node's name that tells it from the others. */
export const shortNode = (node) => node.split('@')[0];

/** Works on pages that were not loaded over TLS, too. */
export function newId() {
	if (crypto.randomUUID) {
		return crypto.randomUUID();
	}
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
