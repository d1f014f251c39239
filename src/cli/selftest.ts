import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { parseConfigFile } from '../config/file.ts';
import { namesDisks, type Settings } from '../config/settings.ts';
import type { Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { renderSelftest } from '../report/selftest.ts';
import { runSelftest } from '../selftest.ts';
import { readRunFile } from '../store/run-file.ts';
import { toolVersion } from '../version.ts';
import {
  addErrorOptions,
  addPlanOptions,
  collect,
  configFileOf,
  countOf,
  type Options,
  settingsFrom,
} from './options.ts';
import type { Terminal } from './terminal.ts';

const examples = `
Measures the disks of the config (or --disk; else --disk none) beside twins of
their own, as many rounds as --budget has time for, draws ${(10_000).toLocaleString('en')} runs from them,
takes 5, 10 and 20 % from one side, and judges them all as any run is judged.
--rounds and --profile are those of the runs that the gate will judge. Exit
status 1 where the wiring check failed: a disk that was throttled by 20 % and
did not read regressed.`;

/** Adds what a selftest is told. */
export function addSelftestOptions(command: Command): Command {
  return addErrorOptions(addPlanOptions(command))
    .description(
      "this host's false-alarm rate, detection and smallest detectable loss, from rounds without any change",
    )
    .option('--runs <n>', 'runs to draw from the rounds and judge (default 10000)')
    .option(
      '--aa-rounds <n>',
      'most rounds to record (default: as many as the budget has time for)',
    )
    .option(
      '--from <run.json>',
      'resample the rounds of this document in place of measuring, once or several times',
      collect,
    )
    .addOption(
      new Option('--format <format>', 'of the report').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', examples);
}

/** `storage-gate selftest`: 0, or 1 where the wiring check failed. */
export async function selftestCommand(options: Options, terminal: Terminal): Promise<number> {
  const paths = typeof options.from === 'object' ? options.from : [];
  const from = await Promise.all(
    paths.map(async path => ({ name: path, run: await readRunFile(path) })),
  );
  const { plan, policy, site } = await settingsOf(options, { terminal, from: from[0]?.run });
  if (from.length === 0) await terminal.ensurePackages(options.yes === true);
  const { cacheDirectory, onProgress, signal } = terminal;
  const found = await runSelftest({
    plan,
    policy,
    site: { ...site, base: undefined },
    rounds: roundsOf(options),
    runs: countOf(options['runs'], { where: '--runs', least: 100, most: 100_000 }),
    from,
    surroundings: { cacheDirectory, toolVersion, onProgress, signal },
    pause: () => setImmediate(),
  });
  if (options.format === 'json') terminal.print(`${JSON.stringify(found, undefined, 2)}\n`);
  else terminal.print(renderSelftest(found, terminal.color));
  if (found.wiring === null || found.wiring.passed) return 0;
  terminal.say(
    `storage-gate: the wiring check failed: a real loss of 20 % read ${found.wiring.verdict}, so a green gate on this host says nothing`,
  );
  return 1;
}

/**
 * Without any disk named there is one all the same; documents say themselves what was measured, and
 * in which profile.
 */
async function settingsOf(
  options: Options,
  { terminal, from }: { readonly terminal: Terminal; readonly from: Run | undefined },
): Promise<Settings> {
  const named = options.disk !== undefined || (await configNamesDisks(options));
  if (!named && from === undefined) terminal.say('no disk is named: --disk none is measured');
  const suite = from?.plan.suite;
  const profile = options.profile ?? (suite?.name === 'gate' ? suite.profile : undefined);
  const settings = await settingsFrom(
    { ...options, ...(!named && { disk: ['none'] }), ...(!named && { profile }) },
    randomInt(2 ** 32),
  );
  if (settings.plan.suite.name === 'gate') return settings;
  throw new GateError('bad-argument', {
    problem: '--suite: a selftest is of the gate suite; the seed suite shows a host as it is',
    remedy: 'leave it out, or give --suite gate',
  });
}

async function configNamesDisks(options: Options): Promise<boolean> {
  const file = await configFileOf(options);
  if (file === undefined) return false;
  const parsed = parseConfigFile(file);
  // What is wrong with the file is said when the settings are resolved.
  return parsed.ok ? namesDisks(parsed.value) : true;
}

function roundsOf(options: Options): number | undefined {
  return countOf(options['aaRounds'], { where: '--aa-rounds', least: 4, most: 100 });
}
