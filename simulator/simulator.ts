import type { MessageContent, MessageContext, PreferenceValue, Webhook } from './payloads';
import { inbound, userChangedNumber, userIdUpdate, userPreference } from './payloads';
import type { Account } from './world/account';
import type { Clock } from './world/clock';
import { digitsOf, userIdFrom } from './world/ids';
import { personOf, type Customer, type CustomerBook } from './world/customers';
import type { FaultList } from './world/faults';
import type { DeliveryEntry, Log } from './world/log';
import { observe } from './world/observe';
import { patchSettings, type Settings, type SettingsPatch } from './world/settings';
import type { TemplateShelf } from './world/templates';
import type { World } from './world/world';
import { loopbackProblem } from './webhooks/post';
import { handshakeProblem } from './webhooks/handshake';
import type { DeliverHow } from './webhooks/dispatcher';

/** What can be said about a message besides its content. */
export type SayOptions = {
	/** wamid; default: a new one */
	id?: string;
	/** milliseconds; default: the simulator's clock */
	at?: number;
	context?: MessageContext;
	groupId?: string;
	how?: DeliverHow;
};

export type Said = { messageId: string; payload: Webhook; deliveries: DeliveryEntry[] };

/** The running simulator's handle: everything the control API offers, in-process. */
export class SimulatorHandle {
	readonly account: Account;
	readonly clock: Clock;
	readonly log: Log;
	readonly faults: FaultList;
	readonly templates: TemplateShelf;
	readonly customers: CustomerBook;
	readonly settings: Readonly<Settings>;

	constructor(readonly world: World) {
		this.account = world.account;
		this.clock = world.clock;
		this.log = world.log;
		this.faults = world.faults;
		this.templates = world.templates;
		this.customers = world.customers;
		this.settings = world.settings;
	}

	change(patch: SettingsPatch): void {
		patchSettings(this.world.settings, patch);
	}

	/** Sends every field straight to this address, past all subscriptions; `undefined` goes back to the subscriptions. */
	setWebhook(url: string | undefined): void {
		const problem = url === undefined ? undefined : loopbackProblem(url);
		if (problem !== undefined) throw new Error(problem);
		this.world.subscriptions.direct = url;
	}

	/** Asks a callback for the challenge, as Meta does; answers what is wrong with it, or nothing. */
	async verifyWebhook(url: string, verifyToken = this.account.verifyToken): Promise<string | undefined> {
		return await handshakeProblem(url, verifyToken);
	}

	/** Delivers payloads as given. The customers in them see their own messages on their phones. */
	async deliver(payloads: Webhook | Webhook[], how: DeliverHow = {}): Promise<DeliveryEntry[]> {
		const list = Array.isArray(payloads) ? payloads : [payloads];
		const seen = list.flatMap((payload) => observe(this.world, payload));
		const deliveries = await this.world.dispatcher.deliver(list, how);
		const taken = deliveries.every((delivery) => delivery.ok);
		for (const message of seen) {
			if (message.state === 'sending' || message.state === 'undelivered') message.state = taken ? 'sent' : 'undelivered';
			this.world.chats.touch(message.customerId);
		}
		return deliveries;
	}

	/** The customer (id, phone, waId or BSUID; met if unknown) sends a message. */
	async sendAs(address: string, content: MessageContent, options: SayOptions = {}): Promise<Said> {
		const { payload, messageId } = this.message(address, content, options);
		return { messageId, payload, deliveries: await this.deliver(payload, options.how) };
	}

	/** The webhook of `sendAs`, not delivered: for batches and reorderings. */
	message(address: string, content: MessageContent, options: SayOptions = {}): { messageId: string; payload: Webhook } {
		const messageId = options.id ?? this.world.newMessageId();
		const occasion = this.occasion(this.customers.meet(address), options.at);
		return { messageId, payload: inbound(occasion, content, { id: messageId, context: options.context, groupId: options.groupId }) };
	}

	/** The customer flips WhatsApp's own "Offers and announcements" switch. */
	async setPreference(address: string, value: Extract<PreferenceValue, 'stop' | 'resume'>, how: DeliverHow = {}): Promise<DeliveryEntry[]> {
		const customer = this.customers.meet(address);
		customer.stopped = value === 'stop';
		return await this.deliver(userPreference(this.occasion(customer), value), how);
	}

	/**
	 * The customer moves to another phone number, and so gets another BSUID. Both of Meta's reports are delivered: the system
	 * message about the number and the `user_id_update`.
	 */
	async changeNumber(address: string, newPhone: string, how: DeliverHow = {}): Promise<DeliveryEntry[]> {
		const customer = this.customers.meet(address);
		const before = this.occasion(customer);
		const newWaId = digitsOf(newPhone);
		const reports = [userChangedNumber(before, newWaId, this.world.newMessageId())];
		const userId = customer.userId === undefined ? undefined : userIdFrom(newWaId);
		this.customers.put({ id: customer.id, phone: newPhone, userId });
		if (customer.userId !== undefined && before.person.userId !== undefined) {
			reports.push(userIdUpdate(this.occasion(customer), before.person.userId, customer.userId));
		}
		return await this.world.dispatcher.deliver(reports, how);
	}

	/** Number, person and time, for the payload builders. */
	occasion(customer: Customer, at = this.clock.now()): { number: Account; person: ReturnType<typeof personOf>; at: number } {
		return { number: this.account, person: personOf(customer, this.clock.now()), at };
	}

	/** Answers when no webhook is under way any more. */
	async idle(): Promise<void> {
		await this.world.dispatcher.idle();
	}

	/** Forgets customers, chats, log and faults; keeps account, templates, settings and subscriptions. */
	reset(): void {
		this.faults.clear();
		this.customers.clear();
		this.world.chats.clear();
		this.log.clear();
		this.clock.setOffset(0);
	}
}
