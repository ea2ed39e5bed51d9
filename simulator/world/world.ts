import { Pace } from '../graph/pace';
import { Tokens } from '../graph/auth';
import { Dispatcher } from '../webhooks/dispatcher';
import { accountOf, type Account, type SimulatorOptions } from './account';
import { Chats } from './chats';
import { Clock } from './clock';
import { CustomerBook } from './customers';
import { FaultList } from './faults';
import { newMessageId } from './ids';
import { Log } from './log';
import { defaultSettings, type Settings } from './settings';
import { Subscriptions } from './subscriptions';
import { TemplateShelf } from './templates';

/** Everything the simulator knows. */
export type World = {
	account: Account;
	clock: Clock;
	settings: Settings;
	customers: CustomerBook;
	templates: TemplateShelf;
	faults: FaultList;
	subscriptions: Subscriptions;
	log: Log;
	chats: Chats;
	tokens: Tokens;
	pace: Pace;
	dispatcher: Dispatcher;
	newMessageId: () => string;
};

export function createWorld(options: SimulatorOptions): World {
	const account = accountOf(options);
	const settings = defaultSettings();
	const subscriptions = new Subscriptions();
	const log = new Log();
	const clock = new Clock(options.now ?? Date.now);
	return {
		account,
		settings,
		subscriptions,
		log,
		clock,
		customers: new CustomerBook(),
		templates: new TemplateShelf(),
		faults: new FaultList(),
		chats: new Chats(),
		tokens: new Tokens(account),
		pace: new Pace(),
		dispatcher: new Dispatcher(account, settings, subscriptions, log, () => clock.now()),
		newMessageId,
	};
}
