/** One word or phrase that, as a whole message, means something for consent. */
export interface KeywordEntry {
	/** Display form. Compared after normalisation on both sides. */
	word: string;
	/** Ids in `SOURCES`: who uses the word for this purpose. */
	sources: readonly string[];
	/** A yes-word: an opt-in only as an answer to an invitation, or while a double opt-in is pending. */
	affirmative?: true;
	/** The same word cancels an order, a booking or an item. Still an opt-out as a whole message; the confirmation should offer the other reading. */
	orderAmbiguous?: true;
	/** One or two letters, or an everyday word elsewhere: counts only where the operator ticked this language. */
	onlyWhenTicked?: true;
	/** What else the word means. */
	note?: string;
}

export interface LanguageData {
	/** BCP 47 */
	code: string;
	/** English name */
	name: string;
	optOut: readonly KeywordEntry[];
	optIn: readonly KeywordEntry[];
	help: readonly KeywordEntry[];
}

export interface Source {
	title: string;
	/** From the strongest to the weakest. `ui_label`: the word is attested as a label, not as a reply. */
	kind: 'regulator' | 'vendor_doc' | 'vendor_doc_whatsapp' | 'product_doc' | 'code' | 'code_unnamed' | 'news' | 'ui_label';
	urls: readonly string[];
}
