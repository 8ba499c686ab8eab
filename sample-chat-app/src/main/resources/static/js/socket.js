// The WebSocket: connects, connects again, and notices when nobody answers.

const PING = 15_000;
const SILENCE = 40_000;
const FIRST_RETRY = 300;
const LONGEST_RETRY = 5_000;

export class Socket {
	#handlers;
	#socket = null;
	#retry = FIRST_RETRY;
	#heard = 0;

	/** @param handlers open(), message(object), close() */
	constructor(handlers) {
		this.#handlers = handlers;
		setInterval(() => this.#ping(), PING);
		addEventListener('online', () => this.#socket ?? this.connect());
	}

	connect() {
		const url = new URL('chat', location.href);
		url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
		const socket = new WebSocket(url);
		this.#socket = socket;
		socket.onopen = () => {
			this.#retry = FIRST_RETRY;
			this.#heard = Date.now();
			this.#handlers.open();
		};
		socket.onmessage = (event) => {
			this.#heard = Date.now();
			this.#handlers.message(JSON.parse(event.data));
		};
		socket.onclose = () => this.#lost(socket);
	}

	/** False if it could not be sent. */
	send(message) {
		if (this.#socket?.readyState !== WebSocket.OPEN) {
			return false;
		}
		this.#socket.send(JSON.stringify(message));
		return true;
	}

	#lost(socket) {
		if (this.#socket !== socket) {
			return;
		}
		this.#socket = null;
		this.#handlers.close();
		setTimeout(() => this.#socket ?? this.connect(), this.#retry * (0.7 + 0.6 * Math.random()));
		this.#retry = Math.min(this.#retry * 2, LONGEST_RETRY);
	}

	#ping() {
		const socket = this.#socket;
		if (socket && socket.readyState === WebSocket.OPEN && Date.now() - this.#heard > SILENCE) {
			socket.close();
			this.#lost(socket);
			return;
		}
		this.send({ type: 'ping' });
	}
}
