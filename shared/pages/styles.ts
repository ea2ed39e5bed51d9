/** A text colour that can be read on the operator's own colour (WCAG 2.2 contrast). */
export function readableOn(background: string): '#ffffff' | '#000000' {
	return contrastWithWhite(background) >= 4.5 ? '#ffffff' : '#000000';
}

function contrastWithWhite(colour: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/** A colour as `#rrggbb`; anything else would be a way into the style sheet. */
export function colourOr(written: string, fallback: string): string {
	return /^#[0-9a-f]{6}$/i.test(written.trim()) ? written.trim() : fallback;
}

/** One style sheet for all pages: light and dark, narrow and wide, left to right and right to left. */
export function styles(accent: string): string {
	return `
:root{color-scheme:light dark;--bg:#f6f7f8;--card:#fff;--text:#17212b;--soft:#53606d;--line:#d3dae0;--accent:${accent};--on-accent:${readableOn(accent)};--link:#0b5cad;--good:#136c3f;--good-bg:#e2f5ea;--bad:#a4262c;--bad-bg:#fdeaea;--wait:#7a4d00;--wait-bg:#fdf2dc}
@media (prefers-color-scheme:dark){:root{--bg:#11171c;--card:#1a2229;--text:#e8edf1;--soft:#a9b6c1;--line:#3a4651;--link:#8cc4ff;--good:#8fe0b2;--good-bg:#15352a;--bad:#ffb1b1;--bad-bg:#432022;--wait:#f3cf8c;--wait-bg:#3d3015}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.wide main{max-width:84rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.125rem;margin:0 0 .75rem}h3{font-size:1rem;margin:1rem 0 .5rem}
a{color:var(--link)}p{margin:0 0 .75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:0 0 1rem}
.card>:last-child,.card>form>:last-child,.card>ul>:last-child>:last-child{margin-bottom:0}main>form{margin:0 0 1rem}main>form>:last-child,main>form>.split:last-child{margin-bottom:0}main>.row{margin:0 0 .75rem}.row>p{margin:0}.row+p{margin-top:.75rem}
.soft{color:var(--soft)}.small{font-size:.875rem}
dl{margin:0 0 1rem;display:grid;gap:.5rem 1rem}dt{color:var(--soft);font-size:.875rem}dd{margin:0}
dl.sides{grid-template-columns:minmax(7rem,max-content) 1fr}
label{display:block;font-weight:600;margin:0 0 .25rem}
.field{margin:0 0 1rem}.hint{color:var(--soft);font-size:.875rem;font-weight:400}
input,select,textarea,button{font:inherit;color:inherit}
input[type=text],input[type=tel],input[type=search],input[type=date],input[type=time],input[type=url],input[type=datetime-local],select,textarea{width:100%;padding:.6rem .7rem;background:var(--card);border:1px solid var(--soft);border-radius:.5rem;min-height:2.75rem}
textarea{min-height:5rem}::placeholder{color:var(--soft);opacity:1}
fieldset{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem .75rem}legend{font-weight:600;padding:0 .25rem}fieldset>:last-child{margin:.5rem 0 0}
.tick{display:flex;gap:.75rem;align-items:flex-start;font-weight:400;margin:0 0 .75rem}
.tick input,td input[type=checkbox]{width:1.4rem;height:1.4rem;margin:.1rem 0 0;flex:none;accent-color:var(--accent)}
button,.button{display:inline-block;min-height:2.75rem;padding:.6rem 1.1rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--card);color:var(--text);font-weight:600;text-decoration:none;cursor:pointer;line-height:1.4}
[hidden]{display:none}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.danger{border-color:var(--bad);color:var(--bad)}
button.slim,.button.slim{min-height:2.25rem;padding:.4rem .7rem;font-size:.875rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}.row.apart{justify-content:space-between}.row.end{align-items:flex-end}.row.end>.field{margin:0}.row.tight{gap:.35rem}
.grow{flex:1 1 12rem}
.notice{border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem;border:1px solid currentcolor}
.notice.good{color:var(--good);background:var(--good-bg)}.notice.bad{color:var(--bad);background:var(--bad-bg)}.notice.wait{color:var(--wait);background:var(--wait-bg)}
.notice a{color:inherit}
.badge{display:inline-block;border-radius:1rem;padding:.05rem .6rem;font-size:.8125rem;font-weight:600;border:1px solid var(--line);white-space:nowrap}
.badge.opted_in,.badge.allow{color:var(--good);background:var(--good-bg)}.badge.opted_out,.badge.blocked,.badge.block{color:var(--bad);background:var(--bad-bg)}.badge.pending,.badge.flag,.badge.hold{color:var(--wait);background:var(--wait-bg)}
.trap{position:absolute;inset-inline-start:-9999px;height:1px;overflow:hidden}
ul.plain{list-style:none;margin:0;padding:0}ul.plain>li{border-top:1px solid var(--line);padding:.75rem 0}ul.plain>li:first-child{border-top:0;padding-top:0}
details{margin:0 0 1rem}summary{cursor:pointer;font-weight:600;padding:.4rem 0}
.scroll{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem}th,td{text-align:start;padding:.5rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-size:.8125rem;white-space:nowrap}
td.number,td.date{font-variant-numeric:tabular-nums;white-space:nowrap}
nav.top{border-bottom:1px solid var(--line);background:var(--card)}nav.top>div{max-width:84rem;margin:0 auto;padding:.5rem 1rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}
nav.top a{padding:.5rem .25rem;min-height:2.75rem;display:inline-flex;align-items:center;text-decoration:none;font-weight:600;border-bottom:3px solid transparent}nav.top a[aria-current]{border-color:var(--accent);color:var(--text)}nav.top .who{margin-inline-start:auto}
.skip{position:absolute;inset-inline-start:-9999px}.skip:focus{position:static}
.filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.75rem;align-items:end}
.more{margin:.75rem 0 0}
.split{display:grid;gap:1rem;margin:0 0 1rem}.split>.card,.split>div>.card:last-child,.tiles>.card{margin-bottom:0}@media (min-width:60rem){.split{grid-template-columns:1fr 1fr}.split.uneven{grid-template-columns:2fr 1fr}}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.75rem;margin:0 0 1rem}.tile b{display:block;font-size:1.5rem}
svg.chart{width:100%;height:auto;display:block;margin:0 0 .5rem}svg.weeks{max-height:18rem}svg.bars{max-width:36rem}svg .in{fill:var(--good)}svg .out{fill:var(--bad)}svg .wait{fill:var(--wait)}svg .stop{fill:var(--link)}.key{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;vertical-align:-.05rem;margin-inline-start:.75rem}.key:first-child{margin-inline-start:0}.key.in{background:var(--good)}.key.out{background:var(--bad)}.key.wait{background:var(--wait)}.key.stop{background:var(--link)}svg text{fill:var(--soft);font-size:11px}svg line{stroke:var(--line)}
svg.qr{width:100%;max-width:15rem;height:auto;background:#fff;display:block;margin:0 0 .75rem}
pre{background:var(--bg);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem}
.languages{columns:2;margin:.5rem 0 0;padding:0;list-style:none}.languages a{display:inline-block;padding:.35rem 0}
@media (max-width:44rem){
svg.weeks text{font-size:22px}svg.bars text{font-size:17px}
table.cards thead{position:absolute;inset-inline-start:-9999px}table.cards tr{display:block;border:1px solid var(--line);border-radius:.75rem;padding:.75rem;margin:0 0 .75rem;background:var(--card)}table.cards td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.25rem 0}table.cards td::before{content:attr(data-label);color:var(--soft);font-size:.8125rem;flex:none}table.cards td:empty{display:none}
dl.sides{grid-template-columns:1fr;gap:0}dl.sides dd{margin:0 0 .5rem}
}`;
}
