import { z } from 'zod';
import { metricNames } from '../core/metric.ts';
import { failingVerdicts, references } from '../core/policy.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { addressSchema } from '../core/schema.ts';
import { readYaml } from '../core/yaml.ts';
import { diskKeys } from './disk-spec.ts';
import { faultsOf, issueRejections, type KeyContext, withoutFaults } from './file-errors.ts';
import table from './keys.json' with { type: 'json' };

// YAML scalars may be texts, numbers or booleans (`iothread: on` is a text in YAML 1.2, `rounds: 5`
// a number); their text is that of the file.
const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.symbol()])
  .transform(value => (typeof value === 'symbol' ? (value.description ?? '') : String(value)));

/** The key of a disk that is written as one text (`fast: none`): no user can spell it. */
export const specKey = '(spec)';
const fieldKeys = [...diskKeys.filter(key => key !== 'name'), specKey];
const group = z.record(z.string(), scalar);
const disk = z.preprocess(
  value => (typeof value === 'string' ? { [specKey]: value } : value),
  z
    .strictObject({
      ...Object.fromEntries(fieldKeys.map(key => [key, scalar.optional()])),
      from: z.union([scalar, z.strictObject({ head: scalar, base: scalar })]).optional(),
      storages: z.union([scalar, group]).optional(),
      without: z.union([scalar, z.array(z.string())]).optional(),
      vars: group.optional(),
    })
    .transform(asTexts),
);

/** A disk's keys as those of a SPEC: `vars.NAME` for a value of a group, a list as `a+b`. */
function asTexts(values: Readonly<Record<string, unknown>>): Partial<Record<string, string>> {
  const texts = Object.entries(values).flatMap(([key, value]) => {
    if (Array.isArray(value)) return [[key, value.join('+')]];
    if (typeof value !== 'object' || value === null) return [[key, value]];
    return Object.entries(value).map(([name, text]) => [`${key}.${name}`, text]);
  });
  return Object.fromEntries(texts) as Partial<Record<string, string>>;
}

// As YAML has it: True and TRUE too.
const truth = z.preprocess(truthOf, z.boolean().optional());
const cellSchema = z.strictObject({
  disk: z.string().optional(),
  workload: z.string().optional(),
  metric: z.enum(metricNames).optional(),
  tolerance: scalar.optional(),
  gate: truth,
});

function truthOf(value: unknown): unknown {
  const word = typeof value === 'symbol' ? value.description?.toLowerCase() : undefined;
  return word === 'true' || (word === 'false' ? false : value);
}

/**
 * Keys of the table as a schema has them: texts, or values whose text is that of the file. Others
 * stand there for their place, and are given a schema of their own.
 */
function optional<K extends string>(kinds: Readonly<Record<K, string>>) {
  const keys = Object.entries<string>(kinds).map(([key, kind]) => {
    return [key, (kind === 'text' ? z.string() : scalar).optional()];
  });
  return Object.fromEntries(keys) as Record<K, z.ZodOptional<z.ZodString>>;
}

const ownSchema = z.strictObject({
  ...optional(table.own),
  block: z.union([scalar, z.record(z.string(), scalar)]).optional(),
  gate: z.array(z.enum(metricNames)).optional(),
});

/** What a config says of a workload of its own, its values still texts. */
export type OwnFields = z.output<typeof ownSchema>;

const judging = {
  tolerance: scalar.optional(),
  'false-alarm': scalar.optional(),
  'fail-on': z.array(z.enum(failingVerdicts)).optional(),
  reference: z.enum(references).optional(),
};
const policySchema = z.strictObject({
  ...judging,
  advisory: truth,
  cells: z.array(cellSchema).optional(),
});

const leastOne = 'must name at least one workload';
const measuring = {
  ...optional(table.measuring),
  workloads: z.array(z.string()).min(1, leastOne).optional(),
};
const whole = {
  version: z.literal(1, 'must be 1'),
  ...measuring,
  'history-url': addressSchema.optional(),
  disks: z.record(z.string(), disk).optional(),
  policy: policySchema.optional(),
};
const isSome = (named: object): boolean => Object.keys(named).length > 0;
const ownGroup = z.record(z.string(), ownSchema).refine(isSome, leastOne);
const schema = z.strictObject(whole);
/** The same where `workloads` is a group, and no list of names. */
const schemaOfOwn = z.strictObject({ ...whole, workloads: ownGroup });
/** What a config may be; the first that fits says what is wrong with it. */
export const configSchemas = [schema, schemaOfOwn] as const;
type Content = Omit<z.output<typeof schema>, 'workloads'> & {
  readonly workloads?: readonly string[] | z.output<typeof ownGroup> | undefined;
};

/** A setting that flags, inputs and config share, by the name that it has everywhere. */
export type SettingName = keyof typeof judging | keyof typeof measuring | keyof typeof table.flags;
const flagsAlone = Object.keys(table.flags);

/** The settings that stand under `policy`. */
export const policySettings: readonly string[] = Object.keys(judging);

/** All of them, with two that only flags have. */
export const settingNames: readonly string[] = [
  ...Object.keys(measuring),
  ...policySettings,
  ...flagsAlone,
];

/** What the config file says, its values still texts, and where each stands. */
export interface ConfigFile {
  readonly content: Content;
  /**
   * `storage-gate.yml:7 disks.prod.cache` for a path into the content; the file's name where it is
   * absent.
   */
  readonly where: (path: readonly (string | number)[]) => string;
  /** Keys that are not known and values of a wrong kind, which `content` is without. */
  readonly rejections: readonly Rejection[];
  /**
   * Whether one of these is at a path or below it: what would be said of the rest there could be
   * wrong.
   */
  readonly isFaulty: (path: readonly string[]) => boolean;
}

/**
 * Reads `storage-gate.yml`. Broken YAML is rejected with its line; unknown keys and wrong types are
 * told beside the rest of the file, whose values are someone else's to judge.
 */
export function parseConfigFile({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): Outcome<ConfigFile> {
  const yaml = readYaml(text, line => `${path}:${line}`);
  if (!yaml.ok) return yaml;
  const { plain, lineOf } = yaml.value;
  const where = (keys: readonly (string | number)[]): string => {
    const line = lineOf(keys);
    return `${path}${line === undefined ? '' : `:${line}`}${keys.length === 0 ? '' : ` ${keys.join('.')}`}`;
  };
  const named = (plain as { readonly workloads?: unknown } | null)?.workloads;
  const isOwn = typeof named === 'object' && named !== null && !Array.isArray(named);
  const parse = (document: unknown) =>
    (isOwn ? schemaOfOwn : schema).safeParse(document) as z.ZodSafeParseResult<Content>;
  const parsed = parse(plain);
  if (parsed.success)
    return accept({ content: parsed.data, where, rejections: [], isFaulty: () => false });
  const { issues } = parsed.error;
  const rejections = issues.flatMap(issue =>
    issueRejections(issue, { document: plain, where, keysAt }),
  );
  const rest = parse(withoutFaults(plain, issues));
  if (!rest.success) return { ok: false, rejections };
  const faults = faultsOf(issues);
  const isFaulty = (keys: readonly string[]): boolean =>
    faults.some(fault => keys.every((key, index) => key === fault[index]));
  return accept({ content: rest.data, where, rejections, isFaulty });
}

const { places } = table;
const topPlace = { keys: Object.keys(schema.shape), advice: places.top };
const policyPlace = { keys: Object.keys(policySchema.shape), advice: places.policy };

/** Settings of the file, at its top and under `policy`. */
export const configKeys = [...topPlace.keys, ...policyPlace.keys];

const diskPlace = { keys: diskKeys.filter(key => key !== 'name'), advice: places.disk };
const diskNamePlace = { keys: ['name'], advice: places.name };
const flagPlace = { keys: [...flagsAlone, 'base-disk', 'gate'], advice: places.flag };
const inputPlace = { keys: ['comment', 'status', 'record', 'install'], advice: places.input };

/** The keys that are known at a path, and where else some would be. */
function keysAt(path: readonly (string | number)[]): Omit<KeyContext, 'path'> {
  if (path[0] === 'disks')
    return { known: diskPlace.keys, others: [diskNamePlace, topPlace, policyPlace] };
  if (path[0] === 'policy' && path[1] === 'cells') return { known: Object.keys(cellSchema.shape) };
  if (path[0] === 'workloads') return { known: Object.keys(ownSchema.shape) };
  if (path[0] === 'policy') return { known: policyPlace.keys, others: [topPlace] };
  return { known: topPlace.keys, others: [policyPlace, flagPlace, inputPlace, diskPlace] };
}
