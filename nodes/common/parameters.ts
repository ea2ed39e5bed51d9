import type { IExecuteFunctions } from 'n8n-workflow';

import { located } from './located';

/** Reads a parameter for an item: once per run where it holds no expression, since n8n takes half a millisecond to evaluate one. */
export type ParameterReader = <T>(name: string, itemIndex: number, fallback?: T) => T;

export function parameterReader(functions: IExecuteFunctions): ParameterReader {
	const written = functions.getNode().parameters;
	const fixed = new Map<string, unknown>();
	return <T>(name: string, itemIndex: number, fallback?: T): T => {
		if (fixed.has(name)) return fixed.get(name) as T;
		const value = located(functions.getNodeParameter(name, itemIndex, fallback)) as T;
		if (!holdsExpression(written[name.split('.')[0] ?? name])) fixed.set(name, value);
		return value;
	};
}

/** Whether any of these parameters holds an expression, and so may differ from item to item. */
export function variesByItem(functions: IExecuteFunctions, names: string[]): boolean {
	const written = functions.getNode().parameters;
	return names.some((name) => holdsExpression(written[name]));
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}
