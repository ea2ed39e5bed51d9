import type { INodeProperties } from 'n8n-workflow';

import { resourceFields } from '../common/resourceFields';
import type { Operations } from '../common/run';
import { block, unblock } from './actions/contact/block';
import { correct } from './actions/contact/correct';
import { erase } from './actions/contact/erase';
import { importRows } from './actions/contact/import';
import { optIn } from './actions/contact/optIn';
import { optOut } from './actions/contact/optOut';
import { recordMessage } from './actions/contact/recordMessage';
import { update } from './actions/contact/update';
import { updateSettings } from './actions/settings/update';
import { deleteList } from './actions/subscriptionList/delete';
import { createList, updateList } from './actions/subscriptionList/save';

export const operations: Operations = {
	contact: { block, correct, erase, import: importRows, optIn, optOut, recordMessage, unblock, update },
	subscriptionList: { create: createList, delete: deleteList, update: updateList },
	settings: { update: updateSettings },
};

const offers: Record<string, INodeProperties> = {
	contact: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Block', value: 'block', action: 'Block contact', description: 'Stop every kind of message to a contact' },
			{
				name: 'Correct',
				value: 'correct',
				action: 'Correct event of contact',
				description: 'Void an event that was misread or entered by mistake',
			},
			{ name: 'Erase', value: 'erase', action: 'Erase contact', description: "Remove a person's data, keeping their opt-out in force" },
			{ name: 'Import', value: 'import', action: 'Import contacts', description: 'Take over many rows from a sheet or CSV, with a dry run first' },
			{ name: 'Opt In', value: 'optIn', action: 'Opt in contact', description: 'Record that a person agreed to get messages' },
			{ name: 'Opt Out', value: 'optOut', action: 'Opt out contact', description: 'Record that a person wants no more messages (unsubscribe)' },
			{
				name: 'Record Message',
				value: 'recordMessage',
				action: 'Record message',
				description: "Find and record consent in messages from n8n's own WhatsApp Trigger, a Webhook node or another provider",
			},
			{ name: 'Unblock', value: 'unblock', action: 'Unblock contact', description: 'Lift a block. Their opt-outs stay.' },
			{ name: 'Update', value: 'update', action: 'Update contact', description: 'Change name, tags and attributes of a contact' },
		],
		default: 'optIn',
	},
	subscriptionList: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Create', value: 'create', action: 'Create subscription list', description: 'Add a list people can be on' },
			{ name: 'Delete', value: 'delete', action: 'Delete subscription list', description: 'Take a list out of use. Histories stay.' },
			{ name: 'Update', value: 'update', action: 'Update subscription list', description: 'Rename or describe a list' },
		],
		default: 'create',
	},
	settings: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Update',
				value: 'update',
				action: 'Update consent settings',
				description: 'Change the default rule, keywords, wordings and quiet hours of the account',
			},
		],
		default: 'update',
	},
};

export const properties: INodeProperties[] = resourceFields(offers, operations);
