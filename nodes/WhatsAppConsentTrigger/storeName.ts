import { createHash } from 'node:crypto';

import type { StoreConfig } from '../../shared';

/** Tells stores apart in what this process remembers of them. A digest, because the configuration holds a password. */
export function storeNameOf(config: StoreConfig): string {
	return createHash('sha256').update(JSON.stringify(config)).digest('base64url');
}
