/** Types, lint, format, unused code, dist/ and generated docs, side by side; prints what failed and exits 1. */
import { spawn } from 'node:child_process';

const checks: Record<string, string> = {
  types: 'tsc',
  lint: 'oxlint --type-aware --deny-warnings',
  format: 'biome check',
  unused: 'knip',
  dist: 'node scripts/check-dist.ts',
  docs: 'node scripts/docs.ts --check',
};

const outcomes = await Promise.all(Object.entries(checks).map(runCheck));
for (const { name, ok, output } of outcomes) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}\n${ok ? '' : output}`);
}
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

async function runCheck([name, command]: [string, string]): Promise<{ name: string; ok: boolean; output: string }> {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { name, ok: code === 0, output };
}
