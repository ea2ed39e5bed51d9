import type { LanguageWordings } from '../types';

export const he: LanguageWordings = {
	code: 'he',
	words: { start: 'START', stop: 'הסירני' },
	texts: {
		opt_in: 'תודה! נרשמת לקבלת הודעות מאת {business}. להסרה בכל עת יש להשיב {stop}.',
		opt_in_lists: 'תודה! מעכשיו יישלחו אליך מאת {business}: {lists}. להסרה בכל עת יש להשיב {stop}.',
		opt_out: 'הוסרת מרשימת התפוצה. לא יישלחו אליך עוד הודעות שיווקיות מאת {business}. לחזרה בכל עת יש להשיב {start}.',
		opt_out_lists: 'הוסרת מרשימת התפוצה. לא יישלחו אליך עוד מאת {business}: {lists}. אם דעתך תשתנה, אפשר ללחוץ על הכפתור למטה.',
		help: 'כאן {business}. כדי להפסיק לקבל הודעות שיווקיות יש להשיב {stop}, וכדי לקבל אותן יש להשיב {start}. בכל נושא אחר אפשר לכתוב לנו כאן.',
		already_opted_in: 'כבר נרשמת לקבלת הודעות מאת {business}. להסרה בכל עת יש להשיב {stop}.',
		already_opted_out: 'כבר הוסרת מרשימת ההודעות השיווקיות של {business}. לחזרה בכל עת יש להשיב {start}.',
		opt_out_likely: 'האם ברצונך להפסיק לקבל הודעות שיווקיות מאת {business}? אפשר ללחוץ על אחד הכפתורים למטה, או להשיב {stop} להסרה.',
		confirm_opt_in: 'נא לאשר שברצונך לקבל הודעות מאת {business} ({lists}). יש ללחוץ על הכפתור למטה או להשיב {start}. אם לא ביקשת זאת, אפשר להתעלם מהודעה זו.',
		block: 'לא יישלחו אליך עוד הודעות מאת {business}. אם דעתך תשתנה, אפשר לכתוב לנו כאן.',
		button_stop: 'להפסיק הודעות',
		button_keep: 'להמשיך לקבל',
		button_return: 'להירשם שוב',
		button_confirm: 'כן, אישור',
		button_order: 'התכוונתי להזמנה',
		marketing: 'הודעות שיווקיות',
	},
};
