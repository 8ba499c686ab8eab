// The messages of the room: what was said, and what we said and do not know about yet.

import { avatar, byId, dayOf, el, shortNode, timeOf } from './dom.js';

const list = byId('messages');
const toEnd = byId('to-end');

const NEAR = 80;

/** Lines by id, in the order of the history. */
let lines = [];

/** Our own lines that are not in the history: {id, text, at, state, reason}. */
const own = new Map();

/** Where in time the room was restarted. */
let marks = [];

let me = { nick: '', node: '' };
let retry = () => {};

export function init(onRetry) {
	retry = onRetry;
	toEnd.addEventListener('click', scrollToEnd);
	list.addEventListener('scroll', () => {
		if (isAtEnd()) {
			toEnd.hidden = true;
		}
	});
}

export function setMe(nick, node) {
	me = { nick, node };
}

/** Another room: everything is new. */
export function clear() {
	lines = [];
	marks = [];
	own.clear();
	render();
}

/** The history as the server has it; what is in it has been delivered. */
export function setHistory(history) {
	lines = history;
	history.forEach((line) => own.delete(line.id));
	render();
}

export function add(line) {
	own.delete(line.id);
	if (!lines.some((known) => known.id === line.id)) {
		lines.push(line);
		lines.sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
	}
	render();
}

export function markRestart() {
	marks.push(new Date().toISOString());
	render();
}

// ---- our own ----

export function sending(id, text) {
	own.set(id, { id, text, at: own.get(id)?.at ?? new Date().toISOString(), state: 'pending', reason: '' });
	render();
	scrollToEnd();
}

/** Stored. The room shows it to everybody, to us too; this only ends the waiting. */
export function delivered(id) {
	const line = own.get(id);
	if (line) {
		line.state = 'delivered';
		render();
	}
}

export function notDelivered(id, reason) {
	const line = own.get(id);
	if (line) {
		line.state = 'failed';
		line.reason = reason;
		render();
	}
}

/** The connection is gone: nobody will tell us about what is under way. */
export function lostConnection() {
	for (const line of own.values()) {
		if (line.state === 'pending') {
			line.state = 'failed';
			line.reason = 'The connection was lost';
		}
	}
	render();
}

// ---- showing it ----

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;

function scrollToEnd() {
	list.scrollTop = list.scrollHeight;
	toEnd.hidden = true;
}

function render() {
	const follow = isAtEnd();
	const items = [
		...lines.map((line) => ({ ...line, kind: 'line', state: 'delivered' })),
		...[...own.values()].map((line) => ({ ...line, kind: 'line', nick: me.nick, node: me.node })),
		...marks.map((at) => ({ kind: 'restart', at })),
	].sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
	list.replaceChildren(...withDays(items));
	if (items.length === 0) {
		list.append(el('li', { className: 'empty', textContent: 'Nothing was said here yet. Say hello!' }));
	}
	if (follow) {
		scrollToEnd();
	}
	else {
		toEnd.hidden = false;
	}
}

function withDays(items) {
	const elements = [];
	let before = null;
	for (const item of items) {
		if (before === null || dayOf(before.at) !== dayOf(item.at)) {
			elements.push(el('li', { className: 'note', textContent: dayOf(item.at) }));
			before = null;
		}
		elements.push(item.kind === 'restart'
			? el('li', { className: 'note restarted', textContent: `room restarted at ${timeOf(item.at)}` })
			: message(item, before));
		before = item;
	}
	return elements;
}

function message(line, before) {
	const mine = line.nick === me.nick && line.node === me.node;
	const first = before?.kind !== 'line' || before.nick !== line.nick || before.node !== line.node
		|| new Date(line.at) - new Date(before.at) > 5 * 60_000;
	const item = el('li', { className: `message ${line.state}${mine ? ' mine' : ''}${first ? ' first' : ''}` });
	item.dataset.id = line.id;
	item.append(avatar(line.nick));
	if (first) {
		item.append(el('span', { className: 'who' },
			el('span', { className: 'nick', textContent: line.nick }),
			el('small', { textContent: timeOf(line.at) }),
			line.node !== me.node ? el('span', { className: 'tag', textContent: shortNode(line.node) }) : null));
	}
	item.append(el('div', { className: 'bubble', textContent: line.text, title: timeOf(line.at) }));
	if (line.state === 'failed') {
		item.append(el('div', { className: 'fate' },
			`Not delivered: ${line.reason}.`,
			el('button', { type: 'button', textContent: 'Try again', onclick: () => retry(line.id, line.text) })));
	}
	return item;
}
