import type { ConfigFile } from './file.ts';

/** What differs between two config files apart from the disks, as `tolerance 5% -> 20%`. */
export interface ConfigEdits {
  /** Of how runs are judged. */
  readonly policy: readonly string[];
  /** Of how and where is measured. */
  readonly measuring: readonly string[];
}

/** Compares what two versions of a config file say; a missing one says nothing. */
export function configEdits(from: ConfigFile | undefined, to: ConfigFile | undefined): ConfigEdits {
  const { policy: policyBefore, disks: _, ...before } = from?.content ?? {};
  const { policy: policyAfter, disks: __, ...after } = to?.content ?? {};
  return {
    policy: differences(policyBefore ?? {}, policyAfter ?? {}),
    measuring: differences(before, after),
  };
}

function differences(before: object, after: object): string[] {
  const from = new Map<string, unknown>(Object.entries(before));
  const to = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...from.keys(), ...to.keys()])]
    .map(key => ({ key, from: spelled(from.get(key)), to: spelled(to.get(key)) }))
    .filter(edit => edit.from !== edit.to)
    .map(edit => `${edit.key} ${edit.from} -> ${edit.to}`);
}

/** The files are whoever's: a value that is long is cut. */
function spelled(value: unknown): string {
  if (value === undefined) return '(default)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
