import { randomInt } from 'node:crypto';
import { parseConfigFile } from '../config/file.ts';
import { namesDisks, type Settings } from '../config/settings.ts';
import { GateError } from '../errors.ts';
import type { measure } from '../measure/measure.ts';
import { settleImages } from '../measure/own-images.ts';
import { renderKnownLoss, renderSelftestJson, renderUnchanged } from '../report/formats.ts';
import { runSelftest, selftestPlans } from '../selftest.ts';
import { rulesOf, suiteKinds } from '../suites/registry.ts';
import { surroundings } from './commands.ts';
import { configFileOf, isDryRun, type Options, settingsFrom } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * `storage-gate selftest`: 0, or 1 where the gate says what it should not. `measureRun` is how a
 * run is had; a test gives one that was measured before.
 */
export async function selftestCommand(
  options: Options,
  terminal: Terminal,
  measureRun?: typeof measure,
): Promise<number> {
  const { plan, policy, site } = await settingsOf(options, terminal);
  if (isDryRun(options, selftestPlans(plan), terminal)) return 0;
  const { color } = terminal;
  const isJson = options.format === 'json';
  const found = await runSelftest(
    {
      ...(await surroundings(terminal, options)),
      plan,
      policy,
      site: { ...site, base: undefined },
      publish: unchanged => {
        if (!isJson) terminal.print(renderUnchanged(unchanged, color));
      },
    },
    measureRun,
  );
  terminal.print(isJson ? renderSelftestJson(found) : renderKnownLoss(found, color));
  return found.problems.length === 0 ? 0 : 1;
}

/** Without any disk named there is one all the same. */
async function settingsOf(options: Options, terminal: Terminal): Promise<Settings> {
  const named = options.disk !== undefined || (await configNamesDisks(options));
  if (!named) terminal.say('no disk is named: --disk none is measured');
  const settings = await settingsFrom(
    { ...options, ...(!named && { disk: ['none'] }) },
    randomInt(2 ** 32),
  );
  const { suite } = settings.plan;
  if (rulesOf(suite).gates === 'by default') return settleImages(settings, terminal);
  const gating = suiteKinds().filter(kind => kind.rulesOf(kind.make()).gates === 'by default');
  throw new GateError('bad-argument', {
    problem: `--suite: a selftest is of a suite that gates; the ${suite.name} suite shows a host as it is`,
    remedy: `leave it out, or give --suite ${gating.map(({ name }) => name).join(' or ')}`,
  });
}

async function configNamesDisks(options: Options): Promise<boolean> {
  const file = await configFileOf(options);
  if (file === undefined) return false;
  const parsed = parseConfigFile(file);
  // What is wrong with the file is said when the settings are resolved.
  return parsed.ok ? namesDisks(parsed.value) : true;
}
