const { join } = require('node:path');

/**
 * The tests of one part in one file, for Stryker alone, which runs them once per change of the code: loading the libraries takes longer
 * than the tests do.
 */
for (const file of process.env.MUTANTS_TESTS.split(',')) require(join(process.cwd(), file));
