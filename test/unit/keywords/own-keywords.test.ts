import { collisions, detect } from '../../../shared/keywords';

describe("the operator's own keywords", () => {
	it('may be phrases, in any number, and match like the built-in ones', () => {
		const optOutKeywords = [...Array.from({ length: 5000 }, (_, n) => `exit ${n}`), 'ya no quiero más cosas, gracias'];
		expect(detect('¡YA NO QUIERO MAS COSAS, GRACIAS!', { optOutKeywords })).toEqual({ action: 'opt_out', layer: 'exact', keyword: 'ya no quiero más cosas, gracias' });
		expect(detect('*Exit 4999*', { optOutKeywords })).toMatchObject({ keyword: 'exit 4999' });
	});

	it('may be single letters', () => {
		expect(detect('n', { optOutKeywords: ['N'] })).toMatchObject({ action: 'opt_out' });
	});

	it('are read anew when the list changes, even inside the same array', () => {
		const options = { optInKeywords: ['deal'] };
		expect(detect('bargain', options)).toBeNull();
		options.optInKeywords.push('bargain');
		expect(detect('bargain', options)).toMatchObject({ action: 'opt_in' });
	});

	it('never displace an opt-out', () => {
		expect(detect('stop', { optInKeywords: ['STOP'] })).toMatchObject({ action: 'opt_out' });
		expect(detect('cancel', { helpKeywords: ['cancel'] })).toMatchObject({ action: 'opt_out' });
		expect(detect('bye', { optInKeywords: ['bye'], optOutKeywords: ['BYE!'] })).toMatchObject({ action: 'opt_out' });
	});

	it('displace a built-in opt-in or help word', () => {
		expect(detect('info', { optInKeywords: ['info'] })).toMatchObject({ action: 'opt_in' });
		expect(detect('continue', { optOutKeywords: ['continue'] })).toMatchObject({ action: 'opt_out' });
	});

	it('stay correct when more lists are in use than are remembered', () => {
		for (let round = 0; round < 2; round++) {
			for (let n = 0; n < 200; n++) expect(detect(`word${n}`, { helpKeywords: [`word${n}`] })).toMatchObject({ action: 'help' });
		}
	});
});

describe('collisions', () => {
	it('are none for sensible lists', () => {
		expect(collisions({})).toEqual([]);
		expect(collisions({ languages: ['en'], optOutKeywords: ['stop', 'leave me'], optInKeywords: ['deals', 'Yes'], helpKeywords: ['menu', 'MENU '] })).toEqual([]);
	});

	it('name a word listed under two actions', () => {
		expect(collisions({ optOutKeywords: ['Fin'], optInKeywords: ['fin!'] })).toEqual(['"fin!" is both an opt-out and an opt-in keyword. It counts as opt-out; remove it from one of the two lists.']);
	});

	it('name a word that a built-in one uses for another action, and say which wins', () => {
		expect(collisions({ helpKeywords: ['cancel'] })).toEqual(['Your help keyword "cancel" is also the built-in opt-out keyword CANCEL (en). It counts as opt-out.']);
		expect(collisions({ optOutKeywords: ['info'] })).toEqual(['Your opt-out keyword "info" is also the built-in help keyword INFO (en). It counts as opt-out.']);
	});

	it('look only at the languages in force', () => {
		expect(collisions({ languages: ['en'], optInKeywords: ['baja'] })).toEqual([]);
		expect(collisions({ languages: ['es'], optInKeywords: ['baja'] })).toHaveLength(1);
		expect(collisions({ optInKeywords: ['N'] })).toEqual([]);
		expect(collisions({ languages: ['zh'], optInKeywords: ['N'] })).toHaveLength(1);
	});

	it('name a word that can never match and a language that is not known', () => {
		expect(collisions({ optOutKeywords: ['👎', ' '], languages: ['sv'] })).toEqual([
			'The language "sv" has no built-in keywords. STOP and START still count; add its words as your own keywords.',
			'The opt-out keyword "👎" can never match: it has no letters or digits. Remove it or write a word.',
			'The opt-out keyword " " can never match: it has no letters or digits. Remove it or write a word.',
		]);
	});
});
