import { describeScenarios } from './scenarios';

describe('an operator’s day on PostgreSQL', () => describeScenarios('postgres'));
