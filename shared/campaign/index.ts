export { keepCampaign } from './keep';
export type { Keeping } from './keep';
export { sendCampaign } from './sendCampaign';
export type {
	Campaign,
	CampaignDependencies,
	CampaignOutcome,
	CampaignRecipient,
	CampaignReport,
	CampaignResult,
	FailedSend,
	Stop,
	TemplateValues,
} from './types';
