import { installedPackage } from './package-install';

/** Before the first test in n8n: the package is packed and installed here, once for all of them. */
export default function packOnce(): void {
	installedPackage();
}
