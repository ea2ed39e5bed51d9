/** Calls to the simulator's control API. Each throws an Error with the simulator's own words. */

async function call(method, path, body) {
	const response = await fetch(`/_sim/${path}`, {
		method,
		headers: body === undefined ? {} : { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (response.status === 204) return undefined;
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error.message);
	return answer;
}

const at = (id) => `customers/${encodeURIComponent(id)}`;

/** `{ matching, customers }`: those whose name or address holds the words, at most `limit`. */
export const listCustomers = (search, limit) => call('GET', `customers?search=${encodeURIComponent(search)}&limit=${limit}`);

/** Throws when there is no such customer. */
export const findCustomer = (id) => call('GET', at(id));

export const addCustomer = (customer) => call('POST', 'customers', customer);

/** Nothing when the chat has not changed since that version. */
export const fetchChat = (id, version) => call('GET', `${at(id)}/chat${version === undefined ? '' : `?since=${version}`}`);

/** `what`: `{ text }`, `{ message, context? }` or `{ preference }`. */
export const say = (id, what) => call('POST', `${at(id)}/messages`, what);
