import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { inlineTexts } from './scripts/build/texts.ts';
import { skippedTestsReporter } from './test/harness/skipped-tests.ts';

// Two projects: `unit` needs no guest, `real` boots some. Emulated guests wait for their disks and
// the tests for their guests, so that more files than processors run at a time; those of `real`
// come first, the longest in the front.
const maxWorkers = 3;

// Many tests start this program, or parts of it, as processes of their own: node keeps what it
// compiled for the next one, which halves the work of a start.
const env = { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/node') };

export default defineConfig({
  plugins: [inlineTexts()],
  test: {
    reporters: ['default', skippedTestsReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/act/**', 'test/gitea/**', 'test/acceptance/**'],
          testTimeout: 60_000,
          maxWorkers,
          env,
          // Files share a process and its modules: none changes what another one sees. Loading them
          // anew for each file took half of the time of the tests that compute.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/guest-setup.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers,
          env,
        },
      },
    ],
  },
});
