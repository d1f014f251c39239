import type { requireSettings } from '../../src/config/settings.ts';
import { measure } from '../../src/measure/measure.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { guestCache } from './guest-setup.ts';

/** Measures what settings say with the guest of the tests, and prints the run document. */
export async function printRun(settings: ReturnType<typeof requireSettings>): Promise<void> {
  const { run, trouble } = await measure({
    ...settings,
    commit: null,
    cacheDirectory: guestCache,
    toolVersion: '0.0.0-test',
    onProgress: event => event.kind === 'phase' && process.stderr.write(`${event.text}\n`),
    signal: new AbortController().signal,
  });
  if (trouble !== undefined) throw trouble;
  process.stdout.write(encodeRun(run));
}
