// The list of rooms, with a dot where something is new.

import { byId, el } from './dom.js';

const list = byId('rooms');

let rooms = [];
let current = '';
let enter = () => {};

/** The last line we know of each room; null until the first list. */
let seen = null;

export function init(onEnter) {
	enter = onEnter;
	byId('new-room').addEventListener('submit', (event) => {
		event.preventDefault();
		const input = byId('new-room-name');
		const name = input.value.trim().toLowerCase().replace(/\s+/g, '-');
		if (name) {
			input.value = '';
			enter(name);
		}
	});
}

export function setCurrent(room) {
	current = room;
	render();
}

export function setRooms(list) {
	rooms = list;
	seen ??= new Map(list.map((room) => [room.room, room.lastLine]));
	render();
}

function render() {
	const known = rooms.some((room) => room.room === current) || !current
		? rooms : [...rooms, { room: current, people: 1, lastLine: '' }];
	list.replaceChildren(...known.map(item));
}

function item(room) {
	const here = room.room === current;
	if (here) {
		seen?.set(room.room, room.lastLine);
	}
	const unread = !here && room.lastLine !== '' && seen?.get(room.room) !== room.lastLine;
	const button = el('button', { type: 'button', onclick: () => enter(room.room) },
		el('span', { className: 'hash', textContent: '#' }),
		el('span', { className: `name${unread ? ' unread' : ''}`, textContent: room.room }),
		el('span', { className: 'count', textContent: room.people || '', title: `${room.people} here` }));
	if (unread) {
		button.classList.add('unread');
		button.title = 'Something new';
	}
	button.setAttribute('aria-current', here);
	return el('li', {}, button);
}
