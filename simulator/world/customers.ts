import type { Person } from '../payloads';
import { digitsOf, looksLikeUserId, userIdFrom } from './ids';

const DAY_MS = 86_400_000;
const WINDOW_MS = DAY_MS;
const PHONE_STAYS_KNOWN_MS = 30 * DAY_MS;

/** A person on WhatsApp. */
export type Customer = {
	id: string;
	name: string;
	username?: string;
	/** E.164 with `+`, as people dial it */
	phone?: string;
	/** digits as Meta reports them; differs from the phone in parts of Brazil and Mexico */
	waId?: string;
	userId?: string;
	/** username user: webhooks leave the phone out unless the business wrote to it within 30 days */
	hidesPhone: boolean;
	/** WhatsApp's own "Offers and announcements" switch is off */
	stopped: boolean;
	/** blocked the business: sends fail later with 131026 */
	blocked: boolean;
	/** milliseconds; opens the 24-hour window */
	lastMessageAt?: number;
	/** milliseconds of the last accepted send to the phone */
	phoneUsedAt?: number;
};

export type CustomerInput = Partial<Omit<Customer, 'id' | 'userId'>> & { id?: string; /** null: from before BSUIDs */ userId?: string | null };

export class CustomerBook {
	private readonly byId = new Map<string, Customer>();
	private readonly byAddress = new Map<string, Customer>();
	private counter = 0;

	/** Adds a customer, or changes the one with the same id, phone, waId or BSUID. */
	put(input: CustomerInput): Customer {
		const known = this.knownBy(input);
		if (known) this.unindex(known);
		const phone = input.phone === undefined ? known?.phone : `+${digitsOf(input.phone)}`;
		const waId = input.waId ?? (phone === known?.phone ? known?.waId : undefined) ?? (phone === undefined ? undefined : digitsOf(phone));
		const id = known?.id ?? input.id ?? `c${++this.counter}`;
		const userId = input.userId === null ? undefined : (input.userId ?? known?.userId ?? userIdFrom(waId ?? id));
		const customer: Customer = Object.assign(known ?? { hidesPhone: false, stopped: false, blocked: false }, {
			...definedOnly(input),
			id,
			name: input.name ?? known?.name ?? phone ?? userId ?? id,
			phone,
			waId,
			userId,
		});
		this.index(customer);
		return customer;
	}

	/** By id, phone in any punctuation, waId or BSUID. */
	find(address: string): Customer | undefined {
		return this.byId.get(address) ?? this.byAddress.get(looksLikeUserId(address) ? address : digitsOf(address));
	}

	/** As `find`, meeting the person for the first time where unknown. */
	meet(address: string): Customer {
		return this.find(address) ?? this.put(looksLikeUserId(address) ? { userId: address } : { phone: address });
	}

	remove(id: string): boolean {
		const customer = this.byId.get(id);
		if (!customer) return false;
		this.unindex(customer);
		return this.byId.delete(id);
	}

	list(): Customer[] {
		return [...this.byId.values()];
	}

	/** Those whose name, username or number holds the words; everybody for none. */
	search(words: string): Customer[] {
		const wanted = words.trim().toLowerCase();
		const holds = (value: string | undefined): boolean => value?.toLowerCase().includes(wanted) ?? false;
		return this.list().filter(({ name, username, phone, waId, userId }) => [name, username, phone, waId, userId].some(holds));
	}

	clear(): void {
		this.byId.clear();
		this.byAddress.clear();
	}

	private knownBy(input: CustomerInput): Customer | undefined {
		for (const address of [input.id, input.phone, input.waId, input.userId ?? undefined]) {
			const found = address === undefined ? undefined : this.find(address);
			if (found) return found;
		}
		return undefined;
	}

	private index(customer: Customer): void {
		this.byId.set(customer.id, customer);
		for (const address of addressesOf(customer)) this.byAddress.set(address, customer);
	}

	private unindex(customer: Customer): void {
		for (const address of addressesOf(customer)) {
			if (this.byAddress.get(address) === customer) this.byAddress.delete(address);
		}
	}
}

/** Free-form messages may be sent until 24 hours after the person's last message. */
export const windowIsOpen = (customer: Customer, now: number): boolean =>
	customer.lastMessageAt !== undefined && now - customer.lastMessageAt < WINDOW_MS;

/** The person as webhooks show them at this moment. */
export function personOf(customer: Customer, now: number): Person {
	const phoneKnown = customer.phoneUsedAt !== undefined && now - customer.phoneUsedAt < PHONE_STAYS_KNOWN_MS;
	const person: Person = { name: customer.name };
	if (customer.waId !== undefined && (!customer.hidesPhone || phoneKnown)) person.waId = customer.waId;
	if (customer.userId !== undefined) person.userId = customer.userId;
	if (customer.username !== undefined) person.username = customer.username;
	return person;
}

function addressesOf(customer: Customer): string[] {
	const phone = customer.phone === undefined ? undefined : digitsOf(customer.phone);
	return [phone, customer.waId, customer.userId].filter((address) => address !== undefined);
}

function definedOnly(input: CustomerInput): CustomerInput {
	return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
