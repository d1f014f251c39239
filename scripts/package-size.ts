/**
 * Packs the package, installs it into an empty directory as a user would, starts it, and prints the
 * size of all that came with it: `npm run check:package`. Exits 1 above 60 MB.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const most = 60e6;
const directory = mkdtempSync(join(tmpdir(), 'storage-gate-package-'));
try {
  const run = (cwd: string, file: string, ...args: string[]): string =>
    execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const name = run(root, 'npm', 'pack', '--silent', '--pack-destination', directory).trim();
  const user = join(directory, 'user');
  mkdirSync(user);
  run(user, 'npm', 'install', '--silent', '--no-audit', '--no-fund', join(directory, name));
  const packages = join(user, 'node_modules');
  const own = sizeOf(join(packages, 'qemu-storage-gate'));
  const all = sizeOf(packages);
  const version = run(user, join(packages, '.bin/storage-gate'), '--version').trim();
  const [inMB, others] = [all, all - own].map(bytes => (bytes / 1e6).toFixed(1));
  process.stdout.write(
    `qemu-storage-gate ${version}: ${inMB} MB installed, ${others} MB of it dependencies\n`,
  );
  process.exitCode = all > most ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const facts = lstatSync(join(path, name));
    return sum + (facts.isFile() ? facts.size : 0);
  }, 0);
}
