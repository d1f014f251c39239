import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runTool } from '../../src/process/tool.ts';
import type { Said } from './entries.ts';

const cli = resolve(import.meta.dirname, '../../dist/cli.js');

/** What `storage-gate compare` of the bundle says, against the stored runs in `home`. */
export async function bundledCompare(text: string, home: string): Promise<Said> {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not there: npm run build');
  const path = join(home, 'bundled.json');
  await writeFile(path, text);
  const baseline = `dir:${join(home, 'stored')}`;
  const argv = [process.execPath, cli, 'compare', path, '--baseline', baseline];
  const { exitCode, stderr, stdout } = await runTool({
    argv: [...argv, '--format', 'json'],
    accept: Array.from({ length: 256 }, (_, status) => status),
    timeout: 60,
  });
  return {
    passed: exitCode === 0,
    verdict: `status ${exitCode}: ${(stderr || stdout).slice(0, 200)}`,
  };
}
