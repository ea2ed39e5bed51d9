import type { LanguageWordings } from '../types';

export const hiLatn: LanguageWordings = {
	code: 'hi-Latn',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'Dhanyavaad! Ab aapko {business} ke messages milenge. Inhe kabhi bhi band karne ke liye {stop} likhkar bhejein.',
		opt_in_lists: 'Dhanyavaad! Ab aapko {business} ki taraf se yeh milenge: {lists}. Inhe kabhi bhi band karne ke liye {stop} likhkar bhejein.',
		opt_out: 'Aap unsubscribe ho gaye hain. Ab aapko {business} ke marketing messages nahi milenge. Inhe dobara paane ke liye kabhi bhi {start} likhkar bhejein.',
		opt_out_lists: 'Aap unsubscribe ho gaye hain. Ab aapko {business} ki taraf se yeh nahi milenge: {lists}. Agar aap apna mann badlein, to neeche diya gaya button dabayein.',
		help: 'Yeh {business} hai. Hamare marketing messages band karne ke liye {stop} aur unhe paane ke liye {start} likhkar bhejein. Kisi aur baat ke liye humein yahin likhein.',
		already_opted_in: 'Aapko pehle se hi {business} ke messages mil rahe hain. Inhe kabhi bhi band karne ke liye {stop} likhkar bhejein.',
		already_opted_out: '{business} ke marketing messages aapke liye pehle se hi band hain. Inhe dobara paane ke liye kabhi bhi {start} likhkar bhejein.',
		opt_out_likely: 'Kya aap {business} ke marketing messages band karna chahte hain? Kripya neeche diya gaya koi ek button dabayein, ya band karne ke liye {stop} likhkar bhejein.',
		confirm_opt_in: 'Kripya confirm karein ki aap {business} ke messages ({lists}) paana chahte hain. Neeche diya gaya button dabayein ya {start} likhkar bhejein. Agar aapne yeh request nahi ki hai, to is message par dhyaan na dein.',
		block: 'Ab aapko {business} ki taraf se koi message nahi milega. Agar aap apna mann badlein, to humein yahin likhein.',
		button_stop: 'Messages band karein',
		button_keep: 'Jaari rakhein',
		button_return: 'Dobara shuru karein',
		button_confirm: 'Haan, confirm hai',
		button_order: 'Order ki baat thi',
		marketing: 'marketing messages',
	},
};
