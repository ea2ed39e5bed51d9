import { describeScenarios } from './scenarios';

describe('an operator’s day on SQLite', () => describeScenarios('sqlite'));
