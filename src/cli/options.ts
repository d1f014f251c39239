import { randomInt } from 'node:crypto';
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
import { openStore, requireStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { topOfClone } from './git.ts';
import type { Terminal } from './terminal.ts';

/** Options as commander hands them over: camelCase names, texts, lists for repeated ones. */
export type Options = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** Whether only the cost of plans was asked for, which is then printed. */
export function isDryRun({ dryRun }: Options, plans: readonly Plan[], terminal: Terminal): boolean {
  if (dryRun === true) terminal.print(plans.map(describeCost).join('\n'));
  return dryRun === true;
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
