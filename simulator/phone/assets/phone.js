import { addCustomer, fetchChat, findCustomer, listCustomers, say } from './api.js';
import { showChat } from './chat.js';

const POLL_MS = 700;
const PEOPLE_POLL_MS = 4000;
const SHOWN_PEOPLE = 100;
const find = (id) => document.getElementById(id);

/** The phone now on the desk. */
let open = { id: undefined, version: undefined, drawn: new Map() };

const answering = (bubble) => (bubble.id.startsWith('wamid') ? { answers: bubble.id } : undefined);

/** What a tap on a business message sends. */
function tapped(tap) {
	if (tap.kind === 'template') return { type: 'button', button: { payload: tap.id, text: tap.label } };
	if (tap.kind === 'button') return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: tap.id, title: tap.label } } };
	return { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: tap.id, title: tap.label, description: tap.description } } };
}

async function send(what) {
	const { id } = open;
	const sending = say(id, what);
	void refresh();
	try {
		const { deliveries } = await sending;
		const failed = deliveries.find((delivery) => !delivery.ok);
		find('notice').textContent = failed ? explain(failed) : '';
	} catch (error) {
		find('notice').textContent = error.message;
	}
	await refresh();
}

function explain(delivery) {
	const reasons = {
		no_target: 'The business has no webhook yet: nobody heard this. Activate the workflow, or set a webhook target.',
		account_not_subscribed: 'The business account is not subscribed to its app: nobody heard this.',
		field_not_subscribed: 'The business did not ask for this kind of event: nobody heard this.',
	};
	return reasons[delivery.reason] ?? `The business did not take this: ${delivery.reason ?? `HTTP ${delivery.status}`}.`;
}

async function refresh() {
	const asked = open;
	if (asked.id === undefined) return;
	const chat = await fetchChat(asked.id, asked.version).catch(() => undefined);
	if (!chat || asked !== open) return;
	if (asked.version !== undefined && chat.bubbles.length < asked.drawn.size) clearChat();
	asked.version = chat.version;
	find('business').textContent = chat.businessName;
	find('avatar').textContent = chat.businessName.slice(0, 1).toUpperCase();
	find('holder').textContent = `${chat.customer.name} · ${addressOf(chat.customer)}`;
	showSwitch(chat.customer.stopped);
	showChat(find('chat'), chat.bubbles, (tap, bubble) => send({ message: tapped(tap), context: answering(bubble) }), asked.drawn);
}

function showSwitch(stopped) {
	find('offers-switch').setAttribute('aria-checked', String(!stopped));
	find('offers-state').textContent = stopped ? 'Off. WhatsApp holds back offers from this business.' : 'On. This business may send you offers.';
}

const addressOf = (customer) => {
	if (customer.hidesPhone || !customer.phone) return customer.username ? `@${customer.username}` : customer.userId;
	return customer.phone;
};

function clearChat() {
	find('chat').replaceChildren();
	delete find('chat').dataset.day;
	open.drawn.clear();
}

async function openPhone(id) {
	open = { id, version: undefined, drawn: new Map() };
	clearChat();
	find('notice').textContent = '';
	find('phone').hidden = false;
	history.replaceState(null, '', `#${encodeURIComponent(id)}`);
	await Promise.all([refresh(), showPeople()]);
	find('chat').scrollTop = find('chat').scrollHeight;
	find('words').focus();
}

function personEntry(customer) {
	const button = document.createElement('button');
	button.type = 'button';
	button.setAttribute('aria-current', String(customer.id === open.id));
	const address = document.createElement('small');
	address.textContent = addressOf(customer);
	button.append(customer.name, address);
	button.addEventListener('click', () => void openPhone(customer.id));
	const entry = document.createElement('li');
	entry.append(button);
	return entry;
}

/** Redraws only what changed, so that focus is not lost under somebody's fingers. */
async function showPeople() {
	const { matching, customers } = await listCustomers(find('search').value, SHOWN_PEOPLE);
	const look = JSON.stringify([open.id, matching, customers.map((customer) => [customer.id, customer.name, addressOf(customer)])]);
	if (find('people').dataset.look === look) return;
	find('people').dataset.look = look;
	find('people').replaceChildren(...customers.map(personEntry));
	find('more').textContent = matching > customers.length ? `${matching - customers.length} more: search to find them.` : '';
}

find('compose').addEventListener('submit', (event) => {
	event.preventDefault();
	const words = find('words');
	if (words.value.trim() === '') return;
	const text = words.value;
	words.value = '';
	void send({ text });
});

find('words').addEventListener('keydown', (event) => {
	if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
	event.preventDefault();
	find('compose').requestSubmit();
});

find('offers-button').addEventListener('click', () => {
	const offers = find('offers');
	offers.hidden = !offers.hidden;
	find('offers-button').setAttribute('aria-expanded', String(!offers.hidden));
});

find('offers-switch').addEventListener('click', (event) => {
	const on = event.currentTarget.getAttribute('aria-checked') === 'true';
	showSwitch(on);
	void send({ preference: on ? 'stop' : 'resume' });
});

find('back').addEventListener('click', () => {
	open = { id: undefined, version: undefined, drawn: new Map() };
	find('phone').hidden = true;
	history.replaceState(null, '', location.pathname);
	void showPeople();
});

find('new-form').addEventListener('submit', async (event) => {
	event.preventDefault();
	const form = new FormData(event.target);
	const filled = (name) => String(form.get(name)).trim() || undefined;
	try {
		const customer = await addCustomer({ name: filled('name'), phone: filled('phone'), username: filled('username'), hidesPhone: form.get('hidesPhone') !== null });
		find('new-problem').textContent = '';
		event.target.reset();
		find('new-customer').open = false;
		await openPhone(customer.id);
	} catch (error) {
		find('new-problem').textContent = error.message;
	}
});

find('search').addEventListener('input', () => void showPeople());

let pinned = true;
find('chat').addEventListener('scroll', ({ currentTarget: chat }) => {
	pinned = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
});
new ResizeObserver(() => {
	if (pinned) find('chat').scrollTop = find('chat').scrollHeight;
}).observe(find('chat'));

const quietly = (work) => () => void work().catch(() => undefined);
setInterval(quietly(refresh), POLL_MS);
setInterval(quietly(showPeople), PEOPLE_POLL_MS);
await showPeople();
const wanted = decodeURIComponent(location.hash.slice(1));
const known = wanted === '' ? undefined : await findCustomer(wanted).catch(() => undefined);
if (known) await openPhone(known.id);
