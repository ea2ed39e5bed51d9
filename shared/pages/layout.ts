import type { Html, Part } from './html';
import { Html as Markup, html } from './html';
import { colourOr, styles } from './styles';

export const DEFAULT_ACCENT = '#1f7a55';

export interface PageFrame {
	title: string;
	/** BCP 47 */
	lang: string;
	rightToLeft?: boolean;
	nonce: string;
	accent: string;
	/** Uses the width of a desktop screen. */
	wide?: boolean;
	/** What stands above the main part, such as navigation. */
	above?: Part;
}

/** The frame around every page. */
export function layout(frame: PageFrame, ...body: Part[]): Html {
	const { title, lang, rightToLeft, nonce, accent, wide, above } = frame;
	return html`<!doctype html>
<html lang="${lang}" dir="${rightToLeft === true ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${new Markup(styles(colourOr(accent, DEFAULT_ACCENT)))}</style>
</head>
<body${wide === true && new Markup(' class="wide"')}>
${above}
<main id="main">
${body}
</main>
</body>
</html>
`;
}
