import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/store/keyv/*.vitest.mts'], sequence: { concurrent: false }, fileParallelism: false } });
