import type { INodeProperties } from 'n8n-workflow';

/** When nothing is sent, as two times of the day. */
export const quietFromField: INodeProperties = { displayName: 'From', name: 'from', type: 'string', default: '21:00', placeholder: 'e.g. 21:00' };
export const quietToField: INodeProperties = { displayName: 'To', name: 'to', type: 'string', default: '08:00', placeholder: 'e.g. 08:00' };
