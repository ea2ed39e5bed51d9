const { projects } = require('../../jest.config.js');

const [unit] = projects;

/** The unit tests as Stryker runs them. */
module.exports = {
	...unit,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/mutants/everyTest.cjs'],
	testEnvironment: require.resolve('./untilOneFails.cjs'),
};
