import { checkConfirmationSettings, promotionIn, type ConfirmationSettings } from '../../../shared/confirmation';

const good: ConfirmationSettings = { businessName: 'Tea & Co' };
const template = { name: 'consent_notice', languages: ['en_US'], parameters: ['{business}'] };

it('finds nothing in settings that leave everything ready-made', () => {
	expect(checkConfirmationSettings(good)).toEqual({ problems: [], warnings: [] });
});

it.each<[string, Partial<ConfirmationSettings>, RegExp]>([
	['no business name', { businessName: ' ' }, /business name is empty/],
	['an unknown text', { wordings: { optout: { en: 'Bye' } } }, /no text called “optout”.*opt_out/],
	['an unknown placeholder', { wordings: { opt_in: { es: 'Hola {nombre} de {business}' } } }, /“opt_in” \(es\) has “\{nombre\}”/],
	['a text over the limit', { wordings: { opt_out: { en: `{business}${'x'.repeat(4096)}` } } }, /“opt_out” \(en\) is 4,106 characters long; WhatsApp takes at most 4,096/],
	['a question over the limit of buttons', { wordings: { confirm_opt_in: { en: 'x'.repeat(1025) } } }, /with buttons WhatsApp takes at most 1,024/],
	['a label over the limit', { wordings: { button_stop: { en: 'Please stop all of these' } } }, /“button_stop” \(en\) is 24 characters/],
	['two labels that are the same', { wordings: { button_keep: { de: 'Abmelden' } } }, /same label \(“Abmelden”, “Abmelden”\)/],
	['a template without a name', { messages: { opt_out: { template: { ...template, name: '' } } } }, /template for “opt_out” has no name/],
	['a template without a language', { messages: { opt_out: { template: { ...template, languages: [] } } } }, /en_US/],
	['a template that is chosen but missing', { messages: { opt_in: { form: 'template' } } }, /none is named/],
	['an unknown placeholder in a template', { messages: { opt_out: { template: { ...template, parameters: ['{shop}'] } } } }, /“\{shop\}”/],
	['named variables that do not match', { messages: { opt_out: { template: { ...template, parameterNames: ['a', 'b'] } } } }, /1 values for 2/],
	['a negative age', { optOutMaxAgeMs: -1 }, /longest age/],
])('says what is wrong before anything is sent: %s', (_, over, message) => {
	const { problems } = checkConfirmationSettings({ ...good, ...over });
	expect(problems).toEqual([expect.stringMatching(message)]);
});

it('warns of promotion and of a text that does not say who writes', () => {
	const { problems, warnings } = checkConfirmationSettings({
		...good,
		wordings: { opt_out: { '*': 'You left. Come back for 10 % off: https://tea.example/back' } },
	});
	expect(problems).toEqual([]);
	expect(warnings).toEqual([
		expect.stringMatching(/“opt_out” has a link \(“https:\/\/tea\.example\/back”\)/),
		expect.stringMatching(/has a percentage \(“10 %”\)/),
		expect.stringMatching(/does not say who writes/),
	]);
});

it('warns of a question whose buttons would not be heard, and of none that has ours', () => {
	const asking = (quickReplies?: number): string[] => checkConfirmationSettings({ ...good, messages: { confirm_opt_in: { template: { ...template, ...(quickReplies === undefined ? {} : { quickReplies }) } } } }).warnings;
	for (const none of [undefined, 0]) expect(asking(none)).toEqual([expect.stringMatching(/confirms nothing.*Answer Buttons to 1/)]);
	expect(asking(1)).toEqual([]);
});

it('takes the business named in so many words for naming it', () => {
	expect(checkConfirmationSettings({ ...good, wordings: { opt_in: { en: 'Welcome to Tea & Co' } } }).warnings).toEqual([]);
});

describe('promotion', () => {
	it.each([
		'See https://shop.example', 'Visit www.tea.example', 'More on teashop.com/new', 'wa.me/15551234567',
		'Get 10% now', 'Jetzt 5,5 % sparen', 'خصم ٢٠٪',
		'Your coupon is waiting', 'Special offer inside', 'Con un gran descuento', 'Cupom de boas-vindas', 'Profitez des soldes',
		'Ihr Gutschein', 'Unsere Angebote', 'Nuovi sconti', 'Nieuwe aanbiedingen', 'Godt tilbud', 'Новые скидки', 'Büyük indirim',
		'عروض اليوم', 'מבצע היום', 'आज की छूट', 'Ada diskon', 'Dapatkan diskaun', 'Ưu đãi mới', '今日优惠', '오늘의 할인', '本日のセール',
	])('is seen in “%s”', (text) => {
		expect(promotionIn(text)).not.toEqual([]);
	});

	it.each([
		'You will get no more marketing messages from {business}.',
		'Reply STOP at any time. Thank you.',
		'Wholesale partners, please write to us.',
		'Your order 1234 is not affected.',
		'Questions? Write to help@tea.example.',
		'Bitte bestätigen Sie die Anmeldung zum 15.01.',
		'Messages arrive 2 to 4 times a month.',
	])('is not seen in “%s”', (text) => {
		expect(promotionIn(text)).toEqual([]);
	});
});
