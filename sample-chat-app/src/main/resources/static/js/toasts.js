// Short news at the top of the page.

import { byId, el } from './dom.js';

const SHOWN = 4_000;

export function toast(text) {
	const item = el('div', { className: 'toast', textContent: text });
	byId('toasts').append(item);
	setTimeout(() => item.classList.add('leaving'), SHOWN);
	setTimeout(() => item.remove(), SHOWN + 400);
}
