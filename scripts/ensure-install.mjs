import { ensureDependencies } from './support/install.mjs';

await ensureDependencies();
