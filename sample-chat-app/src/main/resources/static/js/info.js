// The side with people, figures, nodes and what happened last.

import { avatar, byId, el, shortNode, timeOf } from './dom.js';

let me = { nick: '', node: '' };

export function setMe(nick, node) {
	me = { nick, node };
}

export function showPeople(people) {
	byId('people').replaceChildren(...people.map(person));
	byId('room-people').textContent = people.length === 1 ? '1 person here' : `${people.length} people here`;
}

function person({ nick, node }) {
	const you = nick === me.nick && node === me.node;
	return el('li', {}, avatar(nick),
		el('span', { className: 'name' }, el('span', { className: 'nick', textContent: nick }),
			you ? el('small', { textContent: ' (you)' }) : null),
		node === me.node ? null : el('span', { className: 'tag', textContent: shortNode(node), title: node }));
}

function bar(share) {
	const filled = el('span', { className: 'bar' });
	filled.style.setProperty('--share', share);
	return filled;
}

/** @returns whether the figures are current */
export function showStatus({ figures, staleSince, nodes, events }) {
	byId('figure-lines').textContent = figures.lines.toLocaleString();
	byId('figure-people').textContent = figures.people.toLocaleString();
	const most = Math.max(1, ...figures.topRooms.map((room) => room.lines));
	byId('figure-rooms').replaceChildren(...figures.topRooms.map(({ room, lines }) => el('li', {},
		el('span', { textContent: room }),
		bar(lines / most),
		el('span', { textContent: lines }))));
	byId('figure-busiest').textContent = figures.busiest.lines
		? `busiest minute: ${timeOf(figures.busiest.start)}, ${figures.busiest.lines} messages` : '';
	byId('figures').classList.toggle('is-stale', Boolean(staleSince));
	byId('stale').hidden = !staleSince;
	byId('stale').textContent = staleSince ? `stale since ${timeOf(staleSince)}` : '';
	byId('nodes').replaceChildren(...nodes.map(({ name, up }) => el('li', { className: up ? 'up' : 'down' },
		el('span', { className: 'name', textContent: name }),
		el('small', { textContent: name === me.node ? 'this one' : up ? 'connected' : 'not there' }))));
	byId('events').replaceChildren(...events.map(({ at, text }) => el('li', { title: text },
		el('time', { textContent: timeOf(at) }), el('span', { textContent: text }))));
	byId('analytics').textContent = staleSince ? 'Start analytics' : 'Stop analytics';
	return !staleSince;
}
