/**
 * `npm run traces -- DOCUMENTS`: records real runs of this host. A/A runs (one disk on both sides,
 * two workloads, no stopping early), of cache=none and cache=writeback in turns, and between them
 * wiring runs (needless nodes of QEMU below the head). DOCUMENTS keeps the document of each
 * finished run: called again, it goes on where it was stopped. At the end fixtures/traces holds a
 * trace of each mode, and how the product judged the runs. `--runs 10` A/A runs of each mode,
 * `--wirings 10` in all, `--rounds 8`; `--minutes N` starts no run that would end later;
 * `--directory`, `--accel`, `--lock-wait` as everywhere; `--fixtures DIR` writes elsewhere.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openTerminal } from '../src/cli/terminal.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { toolVersion } from '../src/version.ts';
import { outcomesOf, type Recorded } from './traces/outcomes.ts';
import {
  type Recording,
  type RecordingSite,
  record,
  recordedRun,
  recordings,
  traceModes,
} from './traces/recording.ts';
import { traceOf } from './traces/trace.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10' },
    wirings: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '8' },
    minutes: { type: 'string', default: '600' },
    directory: { type: 'string' },
    accel: { type: 'string', default: 'tcg' },
    'lock-wait': { type: 'string', default: '30m' },
    fixtures: { type: 'string', default: resolve(import.meta.dirname, '../fixtures/traces') },
  },
});
const terminal = openTerminal(process.env);
const say = (line: string): void => terminal.say(line);
try {
  process.exitCode = await recordTraces();
} catch (error) {
  const reason = terminal.signal.aborted ? terminal.signal.reason : error;
  say(`traces: ${describeError(reason)}`);
  process.exitCode = exitStatusOf(reason);
}

async function recordTraces(): Promise<number> {
  const [documents] = positionals;
  if (documents === undefined)
    throw new RangeError('name the directory that keeps the run documents');
  const site: RecordingSite = {
    documents,
    directory: flags.directory,
    accelerator: flags.accel,
    lockWait: flags['lock-wait'],
    rounds: count('rounds', 2),
  };
  const wanted = recordings({ runs: count('runs', 1), wirings: count('wirings', 0) });
  const recorded = await recordAll(site, wanted);
  await writeFixtures(recorded);
  if (recorded.length === wanted.length) return 0;
  say(
    `${recorded.length} of ${wanted.length} runs are recorded: the same command goes on with the others`,
  );
  return 1;
}

/** Trouble of one run costs that run and no other; a later call tries it again. */
async function recordAll(site: RecordingSite, wanted: readonly Recording[]): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const end = performance.now() + count('minutes', 0) * 60_000;
  const longest: Partial<Record<Recording['kind'], number>> = {};
  for (const [index, recording] of wanted.entries()) {
    const label = `${recording.kind} ${recording.mode} ${recording.number} (${index + 1} of ${wanted.length})`;
    const finished = await recordedRun(site, recording);
    if (finished !== undefined) {
      recorded.push({ recording, run: finished });
      continue;
    }
    const started = performance.now();
    if (started + (longest[recording.kind] ?? 0) > end) continue;
    say(`${label} begins at ${new Date().toISOString()}`);
    try {
      const surroundings = { ...terminal, toolVersion };
      recorded.push({
        recording,
        run: await record(site, { recording, surroundings }),
      });
    } catch (error) {
      terminal.signal.throwIfAborted();
      say(`${label} is left out: ${describeError(error)}`);
    }
    const took = performance.now() - started;
    longest[recording.kind] = Math.max(longest[recording.kind] ?? 0, took);
    say(`${label} took ${(took / 1000).toFixed(0)} s`);
  }
  return recorded;
}

async function writeFixtures(recorded: readonly Recorded[]): Promise<void> {
  await mkdir(flags.fixtures, { recursive: true });
  const command = `npm run traces -- DOCUMENTS --runs ${flags.runs} --wirings ${flags.wirings} --rounds ${flags.rounds}`;
  const ofKind = (kind: Recording['kind']) =>
    recorded.filter(({ recording }) => recording.kind === kind);
  for (const mode of traceModes) {
    const runs = ofKind('aa').filter(({ recording }) => recording.mode === mode);
    if (runs.length === 0) continue;
    const trace = traceOf(
      mode,
      runs.map(({ run }) => run),
      command,
    );
    await write(`${mode}.json`, trace);
  }
  const outcomes = Object.fromEntries(
    (['aa', 'wiring'] as const)
      .map(kind => [kind, ofKind(kind)] as const)
      .flatMap(([kind, runs]) => (runs.length === 0 ? [] : [[kind, outcomesOf(runs)]])),
  );
  await write('outcomes.json', { schema: 1, command, ...outcomes });
}

async function write(name: string, content: object): Promise<void> {
  const path = join(flags.fixtures, name);
  await writeFile(path, `${JSON.stringify(content, undefined, 1)}\n`);
  say(`written: ${path}`);
}

function count(name: 'runs' | 'wirings' | 'rounds' | 'minutes', least: number): number {
  const number = Number(flags[name]);
  if (!Number.isInteger(number) || number < least)
    throw new RangeError(`--${name}: ${flags[name]} is not a whole number from ${least}`);
  return number;
}
