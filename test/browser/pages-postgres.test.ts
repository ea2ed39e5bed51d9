import { describePages } from './pages-in-n8n';

describe('the pages over a PostgreSQL store', () => describePages('postgres'));
