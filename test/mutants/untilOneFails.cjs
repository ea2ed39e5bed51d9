const { TestEnvironment } = require('jest-environment-node');

/** One failing test tells that a change was noticed: the rest is left out. Jest itself goes on to the end of a file. */
module.exports = class UntilOneFails extends TestEnvironment {
	failed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure' || name === 'hook_failure') this.failed = true;
		if (name === 'test_start' && this.failed) test.mode = 'skip';
	}
};
