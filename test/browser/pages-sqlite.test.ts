import { describePages } from './pages-in-n8n';

describe('the pages over an SQLite store', () => describePages('sqlite'));
