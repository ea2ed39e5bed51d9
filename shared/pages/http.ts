/** What came in, free of any web server. */
export interface PageRequest {
	method: 'GET' | 'POST';
	query: Readonly<Record<string, string>>;
	/** Fields of a posted form; several of one name in their order. */
	form: Readonly<Record<string, string[]>>;
	/** A posted JSON body, not checked yet. */
	json?: unknown;
	/** Lower-case names. */
	headers: Readonly<Record<string, string | undefined>>;
	ip: string;
	/** Address of the pages, without a query. */
	url: string;
}

export interface PageResponse {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer | AsyncIterable<string>;
}

/** An item that goes on in the workflow. */
export interface PageItem {
	output: 'optIn' | 'optOut' | 'changed';
	json: Record<string, unknown>;
}

export interface Served {
	response: PageResponse;
	items: PageItem[];
}

export function field(request: PageRequest, name: string): string {
	return request.form[name]?.[0]?.trim() ?? '';
}

export function fields(request: PageRequest, name: string): string[] {
	return request.form[name] ?? [];
}

/** A relative address of the pages: the way there is the same under n8n's test and production URLs. */
export function address(query: Record<string, string | undefined>): string {
	const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
	return `?${new URLSearchParams(given).toString()}`;
}
