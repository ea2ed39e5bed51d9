import { describeCampaigns } from './sending-campaign';

describe('campaigns in n8n on PostgreSQL', () => describeCampaigns('postgres'));
