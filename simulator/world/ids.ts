import { createHash, randomBytes } from 'node:crypto';

/** Random, so that a store outliving the simulator never meets the same wamid twice. */
export const newMessageId = (): string => `wamid.${randomBytes(18).toString('base64url')}`;

/** A BSUID that stays the same for the same seed. */
export const userIdFrom = (seed: string): string => {
	const digits = BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 20)}`).toString();
	return `US.${digits.padStart(20, '1').slice(0, 20)}`;
};

const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Shape of a BSUID or parent BSUID. */
export const looksLikeUserId = (value: string): boolean => USER_ID.test(value);

export const digitsOf = (value: string): string => value.replace(/\D/g, '');
