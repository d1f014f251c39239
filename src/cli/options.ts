import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { definitionPaths } from '../config/definitions.ts';
import { settingNames } from '../config/file.ts';
import type { RawSettings } from '../config/lookup.ts';
import { parseCount } from '../config/quantity.ts';
import { requireSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { readConfigFile, readDefinitions } from '../config-file.ts';
import type { Plan } from '../core/plan.ts';
import { rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { describeCost } from '../measure/budget.ts';
import { openStore, requireStore, type StoreLocation, storesToRead } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { suiteInstead } from '../suites/registry.ts';
import { topOfClone } from './git.ts';
import type { Terminal } from './terminal.ts';

/** Options as commander hands them over: camelCase names, texts, lists for repeated ones. */
export type Options = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** Adds the options that say what is measured, where and with what, and beside which base side. */
export function addMeasuringOptions(command: Command): Command {
  return addPlanOptions(command)
    .option(
      '--base-disk <spec>',
      'what the --disk of the same name was before; measured in the same run as the reference',
      collect,
    )
    .option(
      '--base-qemu <binary>',
      'QEMU of the base side; every disk then has a base in a second guest (default: that of the head)',
    )
    .option('--base-kernel <file>', 'guest kernel of the base side (default: that of the head)')
    .option('--base-initrd <file>', 'cpio archive of the base side (default: that of the head)');
}

/** Adds the options that say what is measured, without those of a base side. */
export function addPlanOptions(command: Command): Command {
  return command
    .option('--config <file>', 'settings in YAML (default: storage-gate.yml if it exists)')
    .option(
      '--disk <spec>',
      'what to measure, repeatable: a preset (none, writeback, …), host[:PATH], or name=prod,cache=none,aio=native,…',
      collect,
    )
    .option(
      '--disk-from <file#target>',
      'a disk of a definition, such as vms/prod.xml#vda: short for --disk name=vda,from=vms/prod.xml,target=vda',
      collect,
    )
    .option(
      '--suite <name>',
      `workloads to run: pairs (two disks in turns; gates), fio (levels of the raw disk) or sysbench (fileio, as in the blog post); default where disks are named: ${suiteInstead.disks}`,
    )
    .option('--profile <name>', 'effort of pairs or fio: quick, standard (default) or thorough')
    .option(
      '--workloads <names>',
      'workloads of the suite to measure, such as randread-4k-qd1,read-1m-qd8 (default: all)',
    )
    .option(
      '--rounds <n>',
      'rounds to measure, each in a freshly booted guest (by profile 10, 12 or 30; fio 8, 16 or 30; sysbench 3)',
    )
    .option(
      '--budget <duration>',
      'time after which no further round starts (default 15m; pairs 6m)',
    )
    .option(
      '--write-budget <size>',
      'bytes that the run may write to the drive (default 80GiB; pairs 16GiB, sysbench 320GiB)',
    )
    .option('--random-seed <n>', 'seed for the order of arms (default: random; kept in the run)')
    .option(
      '--directory <dir>',
      'where the images are: the filesystem and drive under test (default: .storage-gate/work)',
    )
    .option('--accel <kind>', 'auto, kvm (fail if it does not work) or tcg (software emulation)')
    .option('--qemu <binary>', 'QEMU under test (default: the one in PATH)')
    .option('--kernel <file>', "guest kernel under test (default: the distribution's cloud kernel)")
    .option('--initrd <file>', 'cpio archive loaded after ours, such as modules for --kernel')
    .option('--cpus <n>', 'CPUs of the guest, 1 to 8 (default 2)')
    .option('--lock-wait <duration>', 'how long to wait for another run on this host (default 10m)')
    .addOption(new Option('--allow-tmpfs', 'accept a directory in memory').preset('true'))
    .option('--dry-run', 'only say how long it would take, and what it would write')
    .option('--yes', 'install missing host packages without asking');
}

/**
 * Collects the values of a repeated option; a variadic option would swallow the documents after it.
 */
export function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

/** Adds the options that say how a run is judged. */
export function addJudgingOptions(command: Command): Command {
  return addErrorOptions(addStoreOption(command, `stored runs to judge against: ${storesToRead}`))
    .option(
      '--fail-on <verdicts>',
      'verdicts that fail the run with exit status 1: regressed,missing (default) or regressed,missing,inconclusive',
    )
    .option(
      '--reference <what>',
      'reference to compare with: both, base or stored; with both, the base side decides (default both)',
    )
    .addOption(formatOption('format of the report', 'markdown', 'html', 'csv', 'junit'));
}

/** The option for the format of what is printed: `text`, `json`, or what a command has besides. */
export function formatOption(what: string, ...others: readonly string[]): Option {
  return new Option('--format <format>', what).choices(['text', ...others, 'json']).default('text');
}

/** Whether only the cost of plans was asked for, which is then printed. */
export function isDryRun({ dryRun }: Options, plans: readonly Plan[], terminal: Terminal): boolean {
  if (dryRun === true) terminal.print(plans.map(describeCost).join('\n'));
  return dryRun === true;
}

/** Adds some of the options that say what is measured, by the names of their settings. */
export function addSomeOptions(command: Command, ...names: readonly string[]): Command {
  for (const option of addMeasuringOptions(new Command()).options)
    if (names.includes(option.name())) command.addOption(option);
  return command;
}

/** Adds the options for the errors that a verdict may make, and for the cells that are gated. */
export function addErrorOptions(command: Command): Command {
  return command
    .option('--tolerance <percent>', 'smallest loss worth acting on (default 5%)')
    .option(
      '--false-alarm <percent>',
      'share of unchanged runs that may be blocked, over all cells (default 1%)',
    )
    .option(
      '--gate <cell>',
      'only these cells can fail the run, repeatable: ARM/WORKLOAD/METRIC, each part may be *',
      collect,
    );
}

/** Adds the option for the baseline store; `what` says how the command uses it. */
export function addStoreOption(command: Command, what: string): Command {
  return command.option('--baseline <store>', `${what} (default dir:.storage-gate)`);
}

/** The location that an option names, or the command line's default. */
export function locate(baseline: Options[string]): StoreLocation {
  return requireStore(textOf(baseline) ?? 'dir:.storage-gate', '--baseline');
}

/**
 * The store at a location; `git:` speaks to the remote of the clone that we stand in. Where it must
 * exist already, `bad-argument` says that it does not.
 */
export function openAt(
  location: StoreLocation,
  { cacheDirectory, signal, say }: Terminal,
  mustExist = false,
): Promise<Store> {
  const context = { cacheDirectory, clone: process.cwd(), signal, onNotice: say };
  return openStore(location, { ...context, mustExist });
}

/** The store that --baseline names, which must exist. */
export function openNamed({ baseline }: Options, terminal: Terminal): Promise<Store> {
  return openAt(locate(baseline), terminal, true);
}

/** What settings are made of: options, config, and the definitions that these name. */
export async function requestFrom(
  options: Options,
  randomSeed = randomInt(2 ** 32),
): Promise<SettingsRequest> {
  const workspace = process.cwd();
  const told = { raw: rawSettings(options), configFile: await configFileOf(options) };
  const paths = definitionPaths({ ...told, side: 'head' });
  return {
    ...told,
    definitions:
      paths.length === 0 ? undefined : readDefinitions(paths, await topOfClone(workspace)),
    origin: 'cli',
    randomSeed,
    workspace,
    kept: options.record !== false,
  };
}

/** Checked settings from options and the config file. */
export async function settingsFrom(options: Options, randomSeed?: number): Promise<Settings> {
  return requireSettings(await requestFrom(options, randomSeed));
}

/** What the options say, by the names that settings have everywhere. */
export function rawSettings(options: Options): RawSettings {
  return {
    ...Object.fromEntries(settingNames.map(name => [name, textOf(options[camelCase(name)])])),
    disks: disksIn(options),
    baseDisks: listOf(options.baseDisk),
    gate: listOf(options.gate),
  };
}

/** SPECs, and those that --disk-from stands for: its target is the name, more fields may follow. */
function disksIn({ disk, diskFrom }: Options): readonly string[] | undefined {
  const short = (listOf(diskFrom) ?? []).map(text =>
    text.replace(/^(.*?)#([^,]*)/s, 'name=$2,from=$1,target=$2').replace(/^(?!name=)/, 'from='),
  );
  return short.length === 0 ? listOf(disk) : [...(listOf(disk) ?? []), ...short];
}

/** An option's text, where it is one. */
export function textOf(option: Options[string]): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

/** The whole number that an option gives; `where` names the option in the error. */
export function countOf(
  option: Options[string],
  { where, ...range }: { readonly where: string; readonly least: number; readonly most: number },
): number | undefined {
  const text = textOf(option);
  if (text === undefined) return undefined;
  const count = parseCount(where, text, range);
  if (count.ok) return count.value;
  throw new GateError('bad-argument', rejectionFacts(count.rejections, 'settings'));
}

/** The texts of an option that may be repeated; undefined where it was not given. */
export function listOf(option: Options[string]): readonly string[] | undefined {
  return typeof option === 'object' ? option : undefined;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The config file that the options name, or storage-gate.yml where it exists. */
export function configFileOf({ config }: Options): ReturnType<typeof readConfigFile> {
  const named = textOf(config);
  const remedy =
    named === undefined
      ? 'move it away, or make it a readable file'
      : 'give --config the path of a file';
  return readConfigFile(named, { directory: process.cwd(), remedy });
}
