/**
 * Rebuilds the bundles into a temporary directory and compares them with the committed dist/, byte
 * by byte.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const fresh = mkdtempSync(join(tmpdir(), 'storage-gate-dist-'));
try {
  execFileSync(process.execPath, ['scripts/build.ts', fresh], { stdio: 'inherit' });
  execFileSync('diff', ['-rq', 'dist', fresh], { stdio: 'inherit' });
} catch {
  process.stderr.write(
    'dist/ differs from its sources: run `npm run build` and commit dist/ with the change.\n',
  );
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
