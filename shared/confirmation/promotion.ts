interface Sign {
	what: string;
	pattern: RegExp;
}

/** A word of an alphabet, also with up to a few letters of ending where `~` follows it. */
function words(...list: string[]): RegExp {
	const alternatives = list.map((word) => (word.endsWith('~') ? `${word.slice(0, -1)}[\\p{L}\\p{M}]{0,4}` : word)).join('|');
	return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{M}\\p{N}])`, 'iu');
}

/** Scripts written without spaces, or with prefixes and particles grown onto the word. */
const anywhere = (...list: string[]) => new RegExp(list.join('|'), 'u');

const OFFER_WORDS: readonly RegExp[] = [
	words('discounts?', 'coupons?', 'vouchers?', 'sale', 'special offers?', 'offers?', 'deals?', 'promo(?:s| codes?)?', 'cashback', 'free shipping', 'free delivery', 'save up to', 'gift cards?'),
	words('descuentos?', 'ofertas?', 'cup(?:ó|o)n(?:es)?', 'rebajas?', 'env(?:í|i)o gratis', 'regalos?'),
	words('descontos?', 'cupo(?:m|ns)', 'promo(?:ção|ções)', 'liquidação', 'frete grátis', 'brindes?'),
	words('remises?', 'réductions?', 'soldes', 'bons? plans?', 'codes? promos?', 'livraison (?:gratuite|offerte)', 'cadeaux?'),
	words('rabatt~', 'gutschein~', 'angebot~', 'schnäppchen', 'sonderaktion~', 'versandkostenfrei~'),
	words('scont[oi]', 'offert[ae]', 'saldi', 'codic[ei] promozional[ei]', 'spedizione gratuita'),
	words('korting(?:en|scode|scodes)?', 'aanbieding(?:en)?', 'gratis verzending', 'cadeaubon(?:nen)?'),
	words('rabattkode~', 'tilbud~', 'salg', 'fri frakt', 'gavekort~'),
	words('скидк~', 'купон~', 'промокод~', 'распродаж~', 'акци[яиюей]', 'акций', 'бесплатная доставка', 'подар(?:ок|ки|ков)'),
	words('indirim~', 'kupon~', 'kampanya~', 'fırsat~', 'ücretsiz kargo', 'hediye~'),
	words('diskon', 'kupon', 'gratis ongkir', 'potongan harga', 'diskaun', 'baucar', 'tawaran', 'penghantaran percuma'),
	words('giảm giá', 'khuyến m(?:ã|ạ)i', 'ưu đãi', 'mã giảm', 'miễn phí vận chuyển'),
	anywhere('خصم', 'تخفيض', 'كوبون', 'قسيمة', 'عروض', 'عرض خاص', 'شحن مجاني'),
	anywhere('הנחה', 'הנחות', 'קופון', 'מבצע', 'שובר', 'משלוח חינם'),
	anywhere('छूट', 'ऑफ़र', 'ऑफर', 'कूपन', 'मुफ़्त डिलीवरी'),
	anywhere('折扣', '优惠', '打折', '满减', '特价', '促销', '优惠券', '包邮', '優惠'),
	anywhere('할인', '쿠폰', '특가', '세일', '무료 배송', '무료배송'),
	anywhere('割引', 'クーポン', 'セール', '特価', '値引', '送料無料', 'キャンペーン'),
];

const SIGNS: readonly Sign[] = [
	{ what: 'a link', pattern: /https?:\/\/\S+|(?<![\p{L}\p{N}@])(?:www\.\S+|(?:[a-z0-9-]+\.)+(?:com|net|org|io|me|ly|co|shop|store|app|link|de|fr|es|it|nl|br|in|id|ru)(?:\/\S*)?(?![\p{L}\p{N}]))/iu },
	{ what: 'a percentage', pattern: /[\p{Nd}]+(?:[.,][\p{Nd}]+)?\s?[%٪％]|[%％]\s?[\p{Nd}]+/u },
	...OFFER_WORDS.map((pattern) => ({ what: 'the offer word', pattern })),
];

/**
 * What in a text looks like promotion: links, percentages, words of discounts and offers in the languages of the ready-made
 * wordings. Each finding reads on after “has”. Meta treats a message of mixed purpose as marketing:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization
 */
export function promotionIn(text: string): string[] {
	const found = SIGNS.flatMap(({ what, pattern }) => {
		const match = pattern.exec(text);
		return match === null ? [] : [`${what} (“${match[0].slice(0, 60)}”)`];
	});
	return [...new Set(found)];
}
