/** Draws a chat. Everything shown is set as text, never as markup. */

const TICKS = { sending: ['◷', 'sending'], sent: ['✓✓', 'received by the business'], read: ['✓✓', 'read by the business'], undelivered: ['!', 'not received by the business'] };

function element(tag, className, text) {
	const node = document.createElement(tag);
	if (className) node.className = className;
	if (text !== undefined) node.textContent = text;
	return node;
}

const dayOf = (iso) => new Date(iso).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const timeOf = (iso) => new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

function ticks(state) {
	const [sign, meaning] = TICKS[state] ?? TICKS.sent;
	const shown = element('span', `ticks ${state}`);
	const glyph = element('span', '', sign);
	glyph.setAttribute('aria-hidden', 'true');
	shown.append(glyph, element('span', 'unseen', meaning));
	shown.title = meaning;
	return shown;
}

function drawBubble(bubble) {
	const node = element('article', `bubble ${bubble.from}${bubble.problem ? ' held' : ''}`);
	node.dataset.id = bubble.id;
	node.append(element('span', 'unseen', bubble.from === 'customer' ? 'You:' : 'Business:'));
	if (bubble.header) node.append(element('p', 'head', bubble.header));
	node.append(element('p', 'words', bubble.text));
	if (bubble.footer) node.append(element('p', 'foot', bubble.footer));
	if (bubble.problem) node.append(element('p', 'why', `Never shown to the customer. ${bubble.problem}`));
	const meta = element('p', 'meta');
	const time = element('time', '', timeOf(bubble.at));
	time.dateTime = bubble.at;
	meta.append(time);
	if (bubble.from === 'customer') meta.append(ticks(bubble.state));
	node.append(meta);
	return node;
}

function drawTaps(bubble, onTap) {
	const group = element('div', 'taps');
	group.setAttribute('role', 'group');
	group.setAttribute('aria-label', 'Replies to tap');
	for (const tap of bubble.taps) {
		const button = element('button', '', tap.label);
		button.type = 'button';
		if (tap.description) button.append(element('small', '', tap.description));
		button.disabled = tap.kind === 'link';
		button.addEventListener('click', () => onTap(tap, bubble));
		group.append(button);
	}
	return group;
}

function drawLine(bubble, onTap) {
	const nodes = [drawBubble(bubble)];
	if (bubble.taps.length > 0 && !bubble.problem) nodes.push(drawTaps(bubble, onTap));
	return nodes;
}

/**
 * Keeps `container` showing `bubbles`. Lines that did not change stay in the page, so that screen readers hear only what is new
 * and focus stays where it was.
 */
export function showChat(container, bubbles, onTap, drawn) {
	const atEnd = container.scrollHeight - container.scrollTop - container.clientHeight < 60;
	if (bubbles.length === 0 && !container.firstChild) container.append(element('p', 'empty', 'No messages yet. Say something to the business, or wait for it to write.'));
	if (bubbles.length > 0) container.querySelector('.empty')?.remove();
	for (const bubble of bubbles) {
		const look = JSON.stringify(bubble);
		const known = drawn.get(bubble.id);
		if (known?.look === look) continue;
		const nodes = drawLine(bubble, onTap);
		if (known) {
			known.nodes[0].replaceWith(nodes[0]);
			drawn.set(bubble.id, { look, nodes: [nodes[0], ...known.nodes.slice(1)] });
			continue;
		}
		const day = dayOf(bubble.at);
		if (container.dataset.day !== day) container.append(element('p', 'day', day));
		container.dataset.day = day;
		container.append(...nodes);
		drawn.set(bubble.id, { look, nodes });
	}
	if (atEnd) container.scrollTop = container.scrollHeight;
}
