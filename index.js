'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (!existsSync(join(__dirname, 'dist', 'shared', 'index.js'))) {
	throw new Error('n8n-nodes-whatsapp-consent is not built yet. Run "npm run build" first.');
}

module.exports = require('./dist/shared/index.js');
