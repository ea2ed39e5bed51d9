import type { SimulatorHandle } from './simulator';
import type { CustomerInput } from './world/customers';
import type { TemplateInput } from './world/templates';

/** Demo values; every one can be replaced by an environment variable or a flag of `main`. */
export const DEMO_ACCOUNT = {
	appId: '1000000000000001',
	appSecret: 'simulator-app-secret',
	accessToken: 'simulator-access-token',
	phoneNumberId: '106540352242922',
	businessAccountId: '102290129340398',
	verifyToken: 'simulator-verify-token',
	displayName: 'Blue Door Bakery',
};

const STOP_BUTTON = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'See the menu' }, { type: 'QUICK_REPLY', text: 'Stop promotions' }] };

const TEMPLATES: TemplateInput[] = [
	{
		name: 'weekend_offer',
		language: 'en_US',
		category: 'MARKETING',
		components: [
			{ type: 'HEADER', format: 'TEXT', text: 'This weekend only' },
			{ type: 'BODY', text: 'Hi {{1}}, all sourdough is {{2}} off on Saturday and Sunday. Shall we keep a loaf for you?' },
			{ type: 'FOOTER', text: 'Reply STOP to opt out' },
			STOP_BUTTON,
		],
	},
	{
		name: 'related_products',
		language: 'en_US',
		category: 'MARKETING',
		components: [{ type: 'BODY', text: 'People who bought {{1}} also liked our almond croissant.' }, STOP_BUTTON],
	},
	{
		name: 'order_confirmation',
		language: 'en_US',
		category: 'UTILITY',
		components: [{ type: 'BODY', text: 'Thank you, {{1}}. Your order {{2}} is confirmed and will be ready at 4 pm.' }],
	},
	{
		name: 'confirm_subscription',
		language: 'en_US',
		category: 'UTILITY',
		components: [
			{ type: 'BODY', text: 'You asked to get messages from {{1}} here. Reply YES to confirm. If it was not you, ignore this message.' },
			{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes, confirm' }] },
		],
	},
	{
		name: 'opt_out_confirmation',
		language: 'en_US',
		category: 'UTILITY',
		components: [{ type: 'BODY', text: 'You will get no more offers from Blue Door Bakery. Reply START to come back.' }],
	},
];

const CUSTOMERS: CustomerInput[] = [
	{ name: 'Ada Moreno', phone: '+15551230001' },
	{ name: 'João Lima', phone: '+5511987650002', waId: '551187650002' },
	{ name: 'Noor', username: 'noor.bakes', userId: 'US.13491208655302741918', hidesPhone: true },
];

export function furnish(simulator: SimulatorHandle): void {
	TEMPLATES.forEach((template) => simulator.templates.put(template));
	CUSTOMERS.forEach((customer) => simulator.customers.put(customer));
}
