/**
 * Types, lint, format, unused code, the house, dist/ and generated docs, side by side; prints what
 * failed and exits 1.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What package.json says of packages, by their names. */
type Packages = Record<'dependencies' | 'devDependencies', Record<string, string>>;

const root = resolve(import.meta.dirname, '..');

const checks: Record<string, string> = {
  types: 'tsc && tsc -p src/page/browser',
  lint: 'oxlint --type-aware --deny-warnings',
  format: 'biome check',
  unused: 'knip',
  house: 'node scripts/check-house.ts',
  dist: 'node scripts/check-dist.ts',
  docs: 'node scripts/docs.ts --check',
};

requireTools();
const outcomes = await Promise.all(Object.entries(checks).map(runCheck));
for (const { name, ok, output } of outcomes) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}\n${ok ? '' : output}`);
}
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

/**
 * A tool that is not there would fail as "not found", with status 127, in the middle of the others'
 * output.
 */
function requireTools(): void {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(resolve(root, 'package.json'), 'utf8'),
  ) as Packages;
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(name => {
    return !existsSync(resolve(root, 'node_modules', name));
  });
  if (missing.length === 0) return;
  process.stderr.write(`node_modules lacks ${missing.join(', ')}: run \`npm ci\` first.\n`);
  process.exit(1);
}

async function runCheck([name, command]: [string, string]): Promise<{
  name: string;
  ok: boolean;
  output: string;
}> {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>(done => child.once('close', done));
  return { name, ok: code === 0, output };
}
