import { describeError, exitStatusOf } from '../src/errors.ts';
import type { BenchDocument } from './document.ts';
import { isMet } from './figure.ts';
import { type BenchFlags, parseBenchFlags } from './flags.ts';
import { renderTable } from './table.ts';

/**
 * Runs a bench with this process's flags, prints what it found, and sets the exit status: 1 for a
 * missed bar, if asked.
 */
export async function conclude(
  bench: (flags: BenchFlags) => Promise<BenchDocument>,
): Promise<void> {
  try {
    const flags = parseBenchFlags(process.argv.slice(2));
    const document = await bench(flags);
    process.stdout.write(
      `${flags.json ? JSON.stringify(document, undefined, 2) : renderTable(document)}\n`,
    );
    if (flags.check && !document.bars.every(isMet)) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode =
      error instanceof RangeError || error instanceof TypeError ? 2 : exitStatusOf(error);
  }
}
