import type { Time } from '../consent';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { changeTime } from './changeLog';
import { decisionTime } from './campaignLog';
import { tail } from './keys';
import type { Keys } from './keys';
import { momentIn } from './messages';
import { read } from './profileRow';
import { indexKeysOf } from './profiles';
import { sendTime } from './sends';

/** Keys of what was noted of somebody under numbers at times when they had them: profile, messages, decisions and changes. */
export async function notesOf(times: Time[], users: IdKey[], backend: Backend, keys: Keys): Promise<string[]> {
	const rows: string[] = [];
	for (const id of new Set(times.map((time) => time.id))) {
		const isTheirs = (at: number) => times.some((time) => time.id === id && at >= time.from && at < time.until);
		const [profile] = await backend.read([keys.profile(id)]);
		if (profile !== undefined) {
			const { of, updatedAt = '' } = read(profile);
			const row = { key: keys.profile(id), value: profile };
			if (of === undefined ? isTheirs(Date.parse(updatedAt)) : of.some((user) => users.includes(user))) rows.push(row.key, ...indexKeysOf(keys, row));
		}
		for (const { key, value } of await backend.under([keys.inboundOf(id)])) if (isTheirs(momentIn(value))) rows.push(key);
		for (const { key } of await backend.under([keys.decisionsOf(id)])) if (isTheirs(decisionTime(key))) rows.push(key);
		for (const { key } of await backend.under([keys.changesOf(id)])) if (isTheirs(changeTime(key))) rows.push(key);
		const sent = (await backend.under([keys.sentToAll(id)])).map(({ key }) => ({ key, message: keys.spaces.sent + (tail(key, keys.spaces.sentTo).split(':')[1] ?? '') }));
		const messages = await backend.read(sent.map(({ message }) => message));
		sent.forEach(({ key, message }, index) => {
			const at = messages[index] === undefined ? undefined : sendTime(messages[index] ?? '');
			if (at !== undefined && isTheirs(at)) rows.push(key, message);
		});
	}
	return rows;
}
