import type { LanguageWordings } from '../types';

export const ja: LanguageWordings = {
	code: 'ja',
	words: { start: 'START', stop: '配信停止' },
	texts: {
		opt_in: 'ありがとうございます。{business}からのメッセージの配信登録が完了しました。停止をご希望の場合は、いつでも「{stop}」とご返信ください。',
		opt_in_lists: 'ありがとうございます。今後、{business}から次の内容をお届けします：{lists}。停止をご希望の場合は、いつでも「{stop}」とご返信ください。',
		opt_out: '配信を停止しました。今後、{business}から広告メッセージをお送りすることはありません。再開をご希望の場合は、いつでも「{start}」とご返信ください。',
		opt_out_lists: '配信を停止しました。今後、{business}から次の内容をお送りすることはありません：{lists}。再開をご希望の場合は、下のボタンを押してください。',
		help: '{business}です。広告メッセージの停止は「{stop}」、受信は「{start}」とご返信ください。その他のご用件は、このままこちらにメッセージをお送りください。',
		already_opted_in: '{business}からのメッセージは、すでに配信登録済みです。停止をご希望の場合は、いつでも「{stop}」とご返信ください。',
		already_opted_out: '{business}からの広告メッセージは、すでに停止しています。再開をご希望の場合は、いつでも「{start}」とご返信ください。',
		opt_out_likely: '{business}からの広告メッセージの停止をご希望ですか？下のボタンを押していただくか、停止する場合は「{stop}」とご返信ください。',
		confirm_opt_in: '{business}からのメッセージ（{lists}）の受信をご希望であることをご確認ください。下のボタンを押すか、「{start}」とご返信ください。お心当たりがない場合は、このメッセージを無視してください。',
		block: '今後、{business}からメッセージをお送りすることはありません。再開をご希望の場合は、こちらにメッセージをお送りください。',
		button_stop: '配信を停止する',
		button_keep: '受信を続ける',
		button_return: '配信を再開する',
		button_confirm: 'はい、確認しました',
		button_order: '注文についてです',
		marketing: '広告メッセージ',
	},
};
