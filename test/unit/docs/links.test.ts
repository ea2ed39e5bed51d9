import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from '../../support/root';

const inFolder = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
const atTheTop = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const pages = [...atTheTop, ...inFolder('docs'), ...inFolder('examples')].filter((path) => path.endsWith('.md'));

/** What a page links to inside the project, as paths from its root. Code is no link. */
function linkedFrom(page: string): string[] {
	const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
	const targets = [...text.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)|(?:src|href)="([^"]+)"/g)].map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '');
	return targets.filter((target) => !/^([a-z]+:|#)/i.test(target)).map((target) => join(dirname(page), decodeURI(target.split('#')[0] ?? '')));
}

it.each(pages)('%s links to files and pictures that exist', (page) => {
	expect(linkedFrom(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
