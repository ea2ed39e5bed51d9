/** What takes longest in n8n. Begun last, one of these would keep a whole run waiting for it. */
const LONG = [
	'nodes-in-the-editor',
	'gate-postgres-trouble',
	'trigger-torture',
	'trigger-registration',
	'scenarios-',
	'trigger-receiving',
	'pages-postgres',
	'pages-sqlite',
	'sending-campaign-',
	'gate-leaks',
	'gate-campaign-in-pages',
	'start-command',
];

function placeOf({ path }) {
	const place = LONG.findIndex((name) => path.includes(`/${name}`));
	return place === -1 ? LONG.length : place;
}

/** Jest orders by what it remembers of an earlier run; a new checkout has none. */
module.exports = class LongestFirst {
	sort(tests) {
		return [...tests].sort((one, other) => placeOf(one) - placeOf(other));
	}

	/** Part of what Jest asks of a sequencer. */
	cacheResults() {}
};
