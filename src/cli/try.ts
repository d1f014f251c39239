import { basename } from 'node:path';
import { requireSettings } from '../config/settings.ts';
import { readSourceFile } from '../config-file.ts';
import { accept } from '../core/rejection.ts';
import { measure } from '../measure/measure.ts';
import { renderTrial } from '../report/trial.ts';
import { surroundings } from './commands.ts';
import { isDryRun, type Options, requestFrom, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * What fits a minute: levels, which take no turns. Turns of page cache and direct writes would take
 * as long for one round.
 */
const trial = {
  suite: 'fio',
  profile: 'quick',
  workloads: 'randread-4k-qd1,randwrite-4k-qd32,read-1m-qd8,write-1m-qd2',
  rounds: '4',
  budget: '75s',
  writeBudget: '2GiB',
};

/** Shorter than any profile; a quick drive is done with the cap, and with two rounds. */
const times = { rampMilliseconds: 100, runMilliseconds: 500, writeCap: 64 * 2 ** 20 };

/**
 * `storage-gate try`: one disk beside a plain one and beside the host, as a picture, in a minute.
 * The config has no say. `measureRun` is how a run is had; a test gives one that was measured
 * before.
 */
export async function tryCommand(
  options: Options,
  terminal: Terminal,
  measureRun: typeof measure = measure,
): Promise<number> {
  const from = textOf(options.from) ?? '';
  const [file = '', target] = from.split('#');
  const path = basename(file);
  const spec = `name=${target ?? 'disk'},stand-in=file,from=${path}${target ? `,target=${target}` : ''}`;
  const specs = [from === '' ? 'default' : spec, 'none'];
  const request = await requestFrom({ ...options, ...trial });
  const { plan: quick, site } = requireSettings({
    ...request,
    configFile: undefined,
    raw: { ...request.raw, disks: specs.map(one => `${one},size=128MiB`) },
    definitions: new Map([[path, accept(from && readSourceFile(file).text)]]),
  });
  const plan = { ...quick, suite: { ...quick.suite, ...times } };
  if (isDryRun(options, [plan], terminal)) return 0;
  const { run, trouble } = await measureRun({
    plan,
    site,
    ...(await surroundings(terminal, options)),
  });
  if (trouble !== undefined) throw trouble;
  const npx = process.env['npm_command'] === 'exec' ? 'npx qemu-storage-gate' : 'storage-gate';
  const disk = from ? `--disk-from '${from}'` : '--disk none';
  terminal.print(renderTrial(run, `${npx} run ${disk}`, terminal.color));
  return 0;
}
