import type { GivenParts } from '../core/plan.ts';
import type { Collector, Outcome } from '../core/rejection.ts';
import { type ConfigFile, policySettings, type SettingName } from './file.ts';

/** What flags or inputs say, still texts. `disks` are SPECs, `gate` cells `ARM/WORKLOAD/METRIC`. */
export interface RawSettings extends Partial<Readonly<Record<SettingName, string | undefined>>> {
  readonly disks?: readonly string[] | undefined;
  /** The base side of disks of the same name. */
  readonly baseDisks?: readonly string[] | undefined;
  readonly gate?: readonly string[] | undefined;
}

/** A text with the place where it was written. */
interface Stated {
  readonly text: string;
  readonly where: string;
}

/** Looks a setting up: flag or input before config. */
export type Lookup = (name: SettingName) => Stated | undefined;

/** Reads settings by their names, each with its parser; what nobody states is the fallback. */
export function readerOf(lookup: Lookup, take: Collector['take']) {
  return <T>(
    name: SettingName,
    parse: (where: string, text: string) => Outcome<T>,
    fallback: T,
  ): T => {
    const stated = lookup(name);
    return stated === undefined ? fallback : take(parse(stated.where, stated.text), fallback);
  };
}

/** Who speaks: it decides how a setting is called in error messages. */
export type Origin = 'cli' | 'action';

/**
 * Flags or inputs first, then the config file; empty texts count as not given, as GitHub passes
 * unset inputs.
 */
export function lookupIn(
  raw: RawSettings,
  { origin, config }: { origin: Origin; config: ConfigFile | undefined },
): Lookup {
  return name => {
    const text = raw[name];
    if (text !== undefined && text !== '') return { text, where: nameOf(origin, name) };
    if (config === undefined) return undefined;
    const { policy, ...top } = config.content;
    const inPolicy = policySettings.includes(name);
    const texts: Partial<Record<string, unknown>> = inPolicy ? (policy ?? {}) : top;
    const value = texts[name];
    if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
    return {
      text: typeof value === 'string' ? value : value.join(','),
      where: config.where(inPolicy ? ['policy', name] : [name]),
    };
  };
}

/**
 * A setting as its reader wrote it: `--accel` on the command line, `input accel` in an action.
 */
export function nameOf(origin: Origin, name: string): string {
  return `${origin === 'cli' ? '--' : 'input '}${name}`;
}

/** Parts of the guests that were given. */
interface ResolvedParts {
  readonly head: GivenParts;
  /** Undefined where no part was given for the base side. */
  readonly base: GivenParts | undefined;
  /** Where the first part of the base side was written, for error messages. */
  readonly whereBase: string | undefined;
}

/**
 * What the guests are made of. A part that was given for the head alone is the base side's too: a
 * change of one part leaves the others as they were.
 */
export function resolveParts(lookup: Lookup): ResolvedParts {
  const head = partsBy(name => lookup(name)?.text);
  const [first] = partNames.flatMap(name => lookup(`base-${name}`) ?? []);
  if (first === undefined) return { head, base: undefined, whereBase: undefined };
  const base = partsBy(name => lookup(`base-${name}`)?.text ?? head[name]);
  return { head, base, whereBase: first.where };
}

const partNames = ['qemu', 'kernel', 'initrd'] as const;

function partsBy(of: (name: (typeof partNames)[number]) => string | undefined): GivenParts {
  return { qemu: of('qemu'), kernel: of('kernel'), initrd: of('initrd') };
}
