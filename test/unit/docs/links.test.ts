import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from '../../support/root';

const inFolder = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
const atTheTop = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const pages = [...atTheTop, ...inFolder('docs'), ...inFolder('examples')].filter((path) => path.endsWith('.md'));

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');

/** What a page links to inside the project: path from its root, and the heading there. Code is no link. */
function linkedFrom(page: string): Array<{ path: string; heading?: string }> {
	const text = textOf(page).replace(/`[^`\n]*`/g, '');
	const targets = [...text.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)|(?:src|href)="([^"]+)"/g)].map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '');
	return targets
		.filter((target) => !/^[a-z]+:/i.test(target))
		.map((target) => {
			const [path = '', heading] = target.split('#');
			return { path: path === '' ? page : join(dirname(page), decodeURI(path)), ...(heading === undefined ? {} : { heading }) };
		});
}

/** Headings of a page as GitHub makes anchors of them. */
const headingsOf = (page: string): string[] =>
	[...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-'));

it.each(pages)('%s links to files and pictures that exist', (page) => {
	expect(linkedFrom(page).filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it.each(pages)('%s links to parts of pages that exist', (page) => {
	const parts = linkedFrom(page).filter(({ path, heading }) => heading !== undefined && path.endsWith('.md'));
	expect(parts.filter(({ path, heading = '' }) => !headingsOf(path).includes(heading))).toEqual([]);
});
