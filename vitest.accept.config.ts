import { defineConfig } from 'vitest/config';

// What takes minutes of a host, whose noise it needs: `npm run accept:stored`, not part of `npm
// test`.
export default defineConfig({
  test: {
    globalSetup: 'test/e2e/guest-setup.ts',
    include: ['test/acceptance/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
  },
});
