import { defineConfig } from 'vitest/config';

// A real Gitea and its runner, which `npm run test:gitea` installs: not part of `npm test`.
export default defineConfig({
  test: {
    // The guest is that of the other tests: it is not downloaded once more.
    globalSetup: 'test/e2e/guest-setup.ts',
    include: ['test/gitea/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    bail: 1,
  },
});
