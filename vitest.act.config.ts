import { defineConfig } from 'vitest/config';

// Workflows under nektos/act, which `npm run test:act` installs: not part of `npm test`.
export default defineConfig({
  test: {
    // The guest is that of the other tests: it is not downloaded once more.
    globalSetup: 'test/e2e/guest-setup.ts',
    include: ['test/act/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    bail: 1,
  },
});
