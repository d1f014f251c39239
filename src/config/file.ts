import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { metricNames } from '../core/metric.ts';
import { references } from '../core/policy.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { verdicts } from '../core/verdict.ts';
import { diskKeys } from './disk-spec.ts';
import { describeIssue, withoutFaults } from './file-issue.ts';

// YAML scalars may be texts, numbers or booleans (`iothread: on` is a text in YAML 1.2, `rounds: 5` a number).
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Under this key a disk written as one text (`fast: none`, `bare: host`) is kept; no user can spell it as a key. */
export const specKey = '(spec)';
const fieldKeys = [...diskKeys.filter(key => key !== 'name'), specKey];
const disk = z.preprocess(
  value => (typeof value === 'string' ? { [specKey]: value } : value),
  z.strictObject(Object.fromEntries(fieldKeys.map(key => [key, scalar.optional()]))),
);

const schema = z.strictObject({
  version: z.literal(1, 'must be 1'),
  directory: z.string().optional(),
  suite: z.string().optional(),
  profile: z.string().optional(),
  workloads: z.array(z.string()).min(1, 'must name one workload at least').optional(),
  rounds: scalar.optional(),
  budget: scalar.optional(),
  'write-budget': scalar.optional(),
  contamination: scalar.optional(),
  accel: z.string().optional(),
  qemu: z.string().optional(),
  kernel: z.string().optional(),
  initrd: z.string().optional(),
  'base-qemu': z.string().optional(),
  'base-kernel': z.string().optional(),
  'base-initrd': z.string().optional(),
  baseline: z.string().optional(),
  disks: z.record(z.string(), disk).optional(),
  policy: z
    .strictObject({
      tolerance: scalar.optional(),
      'false-alarm': scalar.optional(),
      'fail-on': z.array(z.enum(verdicts)).optional(),
      reference: z.enum(references).optional(),
      cells: z
        .array(
          z.strictObject({
            disk: z.string().optional(),
            workload: z.string().optional(),
            metric: z.enum(metricNames).optional(),
            tolerance: scalar.optional(),
            gate: z.boolean().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** What the config file says, its values still texts, and where each stands. */
export interface ConfigFile {
  readonly content: z.output<typeof schema>;
  /** `storage-gate.yml:7 disks.prod.cache` for a path into the content; the file's name where it is absent. */
  readonly where: (path: readonly (string | number)[]) => string;
  /** Keys that are not known and values of a wrong kind, which `content` is without. */
  readonly rejections: readonly Rejection[];
}

/**
 * Reads `storage-gate.yml`. Broken YAML is rejected with its line; unknown keys and wrong types are told beside the rest of
 * the file, whose values are someone else's to judge.
 */
export function parseConfigFile({ path, text }: { readonly path: string; readonly text: string }): Outcome<ConfigFile> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(error => ({ offset: error.pos[0], problem: `not valid YAML: ${error.message}` }));
  // A config may come from a pull request, and aliases can grow without bound.
  visit(document, {
    Alias: (_, node) => void broken.push({ offset: node.range?.[0] ?? 0, problem: 'YAML aliases are not read' }),
  });
  if (broken.length > 0) {
    const rejections = broken.map(({ offset, problem }) => ({
      path: `${path}:${lines.linePos(offset).line}`,
      problem,
    }));
    return { ok: false, rejections };
  }
  const where = (keys: readonly (string | number)[]): string => {
    const offset = offsetOf(document.contents, keys);
    const line = offset === undefined ? '' : `:${lines.linePos(offset).line}`;
    return `${path}${line}${keys.length === 0 ? '' : ` ${keys.join('.')}`}`;
  };
  const plain: unknown = document.toJS();
  const parsed = schema.safeParse(plain);
  if (parsed.success) return accept({ content: parsed.data, where, rejections: [] });
  const { issues } = parsed.error;
  const rejections = issues.flatMap(issue => describeIssue(issue, { document: plain, where, knownKeys }));
  const rest = schema.safeParse(withoutFaults(plain, issues));
  // Without its disks the file would be one for the post's rows, and much in it would seem wrong that is not.
  const lacksDisks = rest.data?.disks === undefined && issues.some(({ path: [key] }) => key === 'disks');
  return rest.success && !lacksDisks ? accept({ content: rest.data, where, rejections }) : { ok: false, rejections };
}

function knownKeys(path: readonly (string | number)[]): readonly string[] {
  if (path[0] === 'disks') return diskKeys.filter(key => key !== 'name');
  if (path[0] === 'policy' && path[1] === 'cells') return ['disk', 'workload', 'metric', 'tolerance', 'gate'];
  if (path[0] === 'policy') return ['tolerance', 'false-alarm', 'fail-on', 'reference', 'cells'];
  return Object.keys(schema.shape);
}

/** Offset of the key (not the value) that `keys` lead to, or of the nearest parent that exists. */
function offsetOf(contents: unknown, keys: readonly (string | number)[]): number | undefined {
  let node = contents;
  let offset: number | undefined;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) return offset;
      offset = isScalar(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
    } else {
      return offset;
    }
  }
  return offset;
}
