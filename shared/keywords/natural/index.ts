/** What the natural-language layer found. */
export interface LikelyOptOut {
	language: string;
	because: string;
	keyword?: string;
	orderAmbiguous?: true;
}

export function likelyOptOut(_languages: readonly string[] | undefined): (text: string) => LikelyOptOut | undefined {
	return () => undefined;
}
