// Puts the page together: the socket on one side, the views on the other.

import { avatar, byId, newId } from './dom.js';
import * as info from './info.js';
import * as messages from './messages.js';
import * as rooms from './rooms.js';
import { Socket } from './socket.js';
import { toast } from './toasts.js';

const state = { nick: localStorage.getItem('nick') ?? '', room: location.hash.slice(1) || 'lobby', wanted: '', node: '', analytics: true };
const app = byId('app');
const text = byId('text');
const door = byId('welcome');

// ---- the socket ----

const socket = new Socket({
	open() {
		if (state.nick) {
			hello(state.nick);
		}
	},
	message(message) {
		handlers[message.type]?.(message);
	},
	close() {
		messages.lostConnection();
		show('offline', 'reconnecting');
	},
});

const hello = (nick) => socket.send({ type: 'hello', nick, room: state.room });

const handlers = {
	welcome({ nick, node, demo }) {
		Object.assign(state, { nick, node });
		localStorage.setItem('nick', nick);
		messages.setMe(nick, node);
		info.setMe(nick, node);
		byId('my-nick').textContent = nick;
		byId('my-node').textContent = node;
		byId('my-avatar').replaceWith(Object.assign(avatar(nick), { id: 'my-avatar' }));
		byId('demo').hidden = !demo;
		door.close();
		text.focus();
	},
	entered({ room, again, lines, people }) {
		if (room !== state.wanted) {
			messages.clear();
			state.wanted = room;
		}
		state.room = room;
		history.replaceState(null, '', `#${room}`);
		document.title = `#${room} · Chat`;
		byId('room-name').textContent = `# ${room}`;
		rooms.setCurrent(room);
		messages.setHistory(lines);
		info.showPeople(people);
		show('online', 'online');
		if (again) {
			messages.markRestart();
			toast(`#${room} crashed and was restarted`);
		}
	},
	heard: ({ line }) => messages.add(line),
	history: ({ lines }) => messages.setHistory(lines),
	people: ({ people }) => info.showPeople(people),
	delivered: ({ id }) => messages.delivered(id),
	'not-delivered': ({ id, reason }) => messages.notDelivered(id, reason),
	'room-down'({ room }) {
		show('waiting', 'room is restarting');
	},
	refused({ reason }) {
		if (door.open) {
			byId('welcome-problem').textContent = reason;
		}
		else {
			toast(reason);
		}
	},
	status({ status }) {
		rooms.setRooms(status.rooms);
		state.analytics = info.showStatus(status);
	},
};

function show(kind, words) {
	const pill = byId('state');
	pill.className = `state ${kind}`;
	pill.textContent = words;
}

// ---- what people do ----

function say(id, words) {
	messages.sending(id, words);
	if (!socket.send({ type: 'say', id, text: words })) {
		messages.notDelivered(id, 'There is no connection');
	}
}

byId('composer').addEventListener('submit', (event) => {
	event.preventDefault();
	const words = text.value.trim();
	if (words) {
		text.value = '';
		grow();
		say(newId(), words);
	}
	text.focus();
});

text.addEventListener('keydown', (event) => {
	if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		byId('composer').requestSubmit();
	}
});

/** The box is as high as what is in it. */
function grow() {
	text.style.height = 'auto';
	text.style.height = `${text.scrollHeight}px`;
}
text.addEventListener('input', grow);

rooms.init((room) => {
	drawer(null);
	if (room !== state.room) {
		socket.send({ type: 'enter', room });
	}
});
messages.init(say);

byId('crash').addEventListener('click', () => socket.send({ type: 'crash' }));
byId('analytics').addEventListener('click', () => socket.send({ type: 'analytics', on: !state.analytics }));

byId('welcome-form').addEventListener('submit', (event) => {
	event.preventDefault();
	byId('welcome-problem').textContent = '';
	const nick = byId('nick').value.trim();
	if (nick && !hello(nick)) {
		byId('welcome-problem').textContent = 'There is no connection yet, try again in a moment';
	}
});
door.addEventListener('cancel', (event) => state.nick || event.preventDefault());
byId('rename').addEventListener('click', askName);

function askName() {
	drawer(null);
	byId('nick').value = state.nick;
	door.showModal();
	byId('nick').select();
}

// ---- drawers of small windows ----

function drawer(which) {
	if (which) {
		app.dataset.drawer = which;
	}
	else {
		delete app.dataset.drawer;
	}
	byId('veil').hidden = !which;
}

document.querySelectorAll('[data-open]').forEach((button) => button.addEventListener('click', () => drawer(button.dataset.open)));
document.querySelectorAll('[data-close]').forEach((button) => button.addEventListener('click', () => drawer(null)));
byId('veil').addEventListener('click', () => drawer(null));
addEventListener('keydown', (event) => event.key === 'Escape' && drawer(null));

show('waiting', 'connecting');
socket.connect();
if (!state.nick) {
	askName();
}
