import type { INodeProperties } from 'n8n-workflow';

import { resourceFields } from '../common/resourceFields';
import type { Operations } from '../common/run';
import { getManyReports } from './actions/campaign/getMany';
import { check } from './actions/contact/check';
import { exportContacts } from './actions/contact/export';
import { get } from './actions/contact/get';
import { getDecisions } from './actions/contact/getDecisions';
import { getHistory } from './actions/contact/getHistory';
import { getMany } from './actions/contact/getMany';
import { preferenceLink } from './actions/contact/preferenceLink';
import { getSettings } from './actions/settings/get';
import { getList } from './actions/subscriptionList/get';
import { getManyLists } from './actions/subscriptionList/getMany';

export const operations: Operations = {
	contact: { check, export: exportContacts, get, getDecisions, getHistory, getMany, preferenceLink },
	subscriptionList: { get: getList, getMany: getManyLists },
	settings: { get: getSettings },
	campaign: { getMany: getManyReports },
};

const offers: Record<string, INodeProperties> = {
	contact: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check if contact may be messaged',
				description: 'Say whether a message may go out, and why. Blocks nothing by itself: that is what Consent Gate is for.',
			},
			{
				name: 'Export',
				value: 'export',
				action: 'Export contacts',
				description: 'Write contacts with their consent into a CSV or JSON file',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get contact',
				description: 'Get status, lists and profile of each contact. An unknown one has the status none.',
			},
			{
				name: 'Get Decisions',
				value: 'getDecisions',
				action: 'Get decisions on contact',
				description: 'Get why a contact was let through or left out by campaigns whose gate keeps decisions',
			},
			{
				name: 'Get History',
				value: 'getHistory',
				action: 'Get history of contact',
				description: 'Get every consent event of a contact with its evidence',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many contacts',
				description: 'Get an audience or a page of it, by status, list, tags, attributes or search',
			},
			{
				name: 'Make Preference Link',
				value: 'preferenceLink',
				action: 'Make preference link of contact',
				description: 'Make the address of the page on which this one contact chooses what they get',
			},
		],
		default: 'get',
	},
	subscriptionList: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Get', value: 'get', action: 'Get subscription list', description: 'Get a list with its member counts' },
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many subscription lists',
				description: 'Get all lists with their member counts',
			},
		],
		default: 'getMany',
	},
	settings: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get consent settings',
				description: 'Get the default rule, lists, keywords and wordings of the account',
			},
		],
		default: 'get',
	},
	campaign: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many campaign reports',
				description: 'Get how many people a campaign reached and left out, and why',
			},
		],
		default: 'getMany',
	},
};

export const properties: INodeProperties[] = resourceFields(offers, operations);
