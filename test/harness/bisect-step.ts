/**
 * A step of a bisection whose measuring is replaced at its border: a side is as quick as its QEMU
 * says, a file with a number or a word. `bisect-step.ts HOME OPTIONS` ends as the program does.
 */
import { readFileSync } from 'node:fs';
import { bisectStepCommand, stepStatusOf } from '../../src/cli/bisect.ts';
import type { Options } from '../../src/cli/options.ts';
import { describeError, exitStatusOf, GateError } from '../../src/errors.ts';
import type { measure } from '../../src/measure/measure.ts';
import { keptTerminal } from '../cli/terminal.ts';
import { madeUpMeasure } from './made-up-run.ts';

const [home = '', given = '{}'] = process.argv.slice(2);
const asked = { suite: 'pairs', profile: 'quick', workloads: 'randread-4k-qd1' };
const options: Options = { ...asked, ...(JSON.parse(given) as Options) };

const measureRun: typeof measure = async request => {
  const { site } = request;
  const words = { head: site.qemu, base: site.base?.qemu };
  const wordOf = (side: 'head' | 'base') =>
    words[side] === undefined ? '1' : readFileSync(words[side], 'utf8').trim();
  if (wordOf('head') === 'hangs')
    throw new GateError('guest-hung', { problem: 'the guest did not answer' });
  const trouble = new GateError('guest-panic', { problem: 'the guest panicked' });
  const measured = await madeUpMeasure((arm, round) => {
    const word = wordOf(arm.side === 'base' ? 'base' : 'head');
    if (word === 'lost') return undefined;
    if (word === 'noisy') return round % 2 === 0 ? 1.3 : 0.7;
    const isSynced = arm.target.kind === 'disk' && arm.target.mode.cache === 'directsync';
    return (Number(word) || 1) * (isSynced ? 0.7 : 1);
  })(request);
  return wordOf('head') === 'panics' ? { ...measured, trouble } : measured;
};

const terminal = keptTerminal(home);
try {
  process.exitCode = await bisectStepCommand(options, terminal, measureRun);
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = stepStatusOf(error, exitStatusOf(error));
}
for (const line of terminal.said) process.stderr.write(`${line}\n`);
for (const text of terminal.printed) process.stdout.write(text);
