/** Packs the package, installs it as n8n does, and prints where it lies as JSON: `{ name, folder }`. */
import { packAndInstall } from './support/package.mjs';

process.stdout.write(`${JSON.stringify(await packAndInstall())}\n`);
