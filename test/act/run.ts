/**
 * Executes the main example as a whole under nektos/act, which is built by Go into our cache if it
 * is not there yet:
 *
 *     npm run test:act        (ACT names another act)
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const version = '0.2.89';
const root = resolve(import.meta.dirname, '../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'qemu-storage-gate');
const bin = join(cache, `act-${version}`);
const act = process.env['ACT'] ?? join(bin, 'act');
if (!existsSync(act)) install();
const vitest = join(root, 'node_modules/.bin/vitest');
const { status } = spawnSync(vitest, ['run', '--config', 'vitest.act.config.ts'], {
  cwd: root,
  env: { ...process.env, ACT: act },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

function install(): void {
  process.stderr.write(`Building act ${version} with Go; this takes a minute or two.\n`);
  const env = { ...process.env, GOBIN: bin };
  try {
    execFileSync('go', ['install', `github.com/nektos/act@v${version}`], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `act ${version} can't be built (${why}); install Go 1.25 or newer, or name an act in ACT.\n`,
    );
    process.exit(69);
  }
}
