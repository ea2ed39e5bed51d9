import type { LanguageWordings } from '../types';

/** STOP and START are what Indian business messages print; the Hindi stop word of the detector rests on an interface label. */
export const hi: LanguageWordings = {
	code: 'hi',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'धन्यवाद! अब आपको {business} की ओर से संदेश मिलेंगे। इन्हें कभी भी बंद करने के लिए {stop} लिखकर भेजें।',
		opt_in_lists: 'धन्यवाद! अब आपको {business} की ओर से ये मिलेंगे: {lists}। इन्हें कभी भी बंद करने के लिए {stop} लिखकर भेजें।',
		opt_out: 'आपकी सदस्यता समाप्त कर दी गई है। अब आपको {business} की ओर से प्रचार संदेश नहीं मिलेंगे। इन्हें दोबारा पाने के लिए कभी भी {start} लिखकर भेजें।',
		opt_out_lists: 'आपकी सदस्यता समाप्त कर दी गई है। अब आपको {business} की ओर से ये नहीं मिलेंगे: {lists}। अगर आपका विचार बदले, तो नीचे दिया गया बटन दबाएँ।',
		help: 'यह {business} है। हमारे प्रचार संदेश बंद करने के लिए {stop} और उन्हें पाने के लिए {start} लिखकर भेजें। किसी और बात के लिए हमें यहीं लिखें।',
		already_opted_in: 'आपको पहले से ही {business} की ओर से संदेश मिल रहे हैं। इन्हें कभी भी बंद करने के लिए {stop} लिखकर भेजें।',
		already_opted_out: '{business} की ओर से आपके प्रचार संदेश पहले से ही बंद हैं। इन्हें दोबारा पाने के लिए कभी भी {start} लिखकर भेजें।',
		opt_out_likely: 'क्या आप {business} के प्रचार संदेश बंद करना चाहते हैं? कृपया नीचे दिया गया कोई एक बटन दबाएँ, या बंद करने के लिए {stop} लिखकर भेजें।',
		confirm_opt_in: 'कृपया पुष्टि करें कि आप {business} की ओर से संदेश ({lists}) पाना चाहते हैं। नीचे दिया गया बटन दबाएँ या {start} लिखकर भेजें। अगर आपने यह अनुरोध नहीं किया है, तो इस संदेश पर ध्यान न दें।',
		block: 'अब आपको {business} की ओर से कोई संदेश नहीं मिलेगा। अगर आपका विचार बदले, तो हमें यहीं लिखें।',
		button_stop: 'संदेश बंद करें',
		button_keep: 'संदेश जारी रखें',
		button_return: 'दोबारा शुरू करें',
		button_confirm: 'हाँ, पुष्टि है',
		button_order: 'ऑर्डर की बात थी',
		marketing: 'प्रचार संदेश',
	},
};
