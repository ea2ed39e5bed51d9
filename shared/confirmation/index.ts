export { confirmationSender } from './clientSender';
export { deliverConfirmation } from './deliver';
export type { DeliverWith, Delivery, FailedConfirmation, SentConfirmation, SkippedConfirmation } from './deliver';
export { readItem } from './item';
export { planConfirmation, UNREACHABLE_AFTER } from './plan';
export { promotionIn } from './promotion';
export { checkConfirmationSettings } from './settings';
export { SKIP_REASONS } from './types';
export type {
	Address,
	Button,
	ChoiceKey,
	ConfirmationContext,
	ConfirmationItem,
	ConfirmationPlan,
	ConfirmationSender,
	ConfirmationSettings,
	Content,
	MessageChoice,
	OutgoingConfirmation,
	PlannedSend,
	SendOutcome,
	SkipReason,
	TemplateChoice,
} from './types';
export * from './wordings';
