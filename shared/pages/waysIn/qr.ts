import qrcode from 'qrcode-generator';
import { crc32, deflateSync } from 'node:zlib';

/** Light modules around a code, as ISO/IEC 18004 asks for. */
const QUIET = 4;

/** A QR code as rows of dark (true) and light modules, with its quiet zone. */
export function qrModules(text: string): boolean[][] {
	const code = qrcode(0, 'M');
	code.addData(text, 'Byte');
	code.make();
	const size = code.getModuleCount();
	const side = size + 2 * QUIET;
	const inside = (at: number): boolean => at >= QUIET && at < size + QUIET;
	return Array.from({ length: side }, (_, row) =>
		Array.from({ length: side }, (__, column) => inside(row) && inside(column) && code.isDark(row - QUIET, column - QUIET)),
	);
}

/** The code as an SVG of one path; `title` is its text for those who don't see it, and must hold no markup. */
export function qrSvg(text: string, title: string): string {
	const modules = qrModules(text);
	const side = modules.length;
	const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
	const safe = title.replace(/[&<>"]/g, ' ');
	return `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="${safe}"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

/** The code as a PNG of one bit a pixel, each module `scale` pixels wide. Source: https://www.w3.org/TR/png-3/ */
export function qrPng(text: string, scale = 10): Buffer {
	const modules = qrModules(text);
	const width = modules.length * scale;
	const stride = Math.ceil(width / 8) + 1;
	const pixels = Buffer.alloc(stride * width);
	for (let y = 0; y < width; y++) {
		for (let x = 0; x < width; x++) {
			const dark = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
			const at = y * stride + 1 + (x >> 3);
			if (!dark) pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(width, 4);
	header.set([1, 0, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
