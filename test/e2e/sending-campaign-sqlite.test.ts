import { describeCampaigns } from './sending-campaign';

describe('campaigns in n8n on SQLite', () => describeCampaigns('sqlite'));
