import { z } from 'zod';

/**
 * What QEMU says about the types of its commands (query-qmp-schema, docs/devel/qapi-code-gen.rst).
 */
export type QmpSchema = ReadonlyMap<string, SchemaEntity>;

const entity = z.object({
  name: z.string(),
  'meta-type': z.string(),
  'arg-type': z.string().optional(),
  members: z
    .array(z.object({ name: z.string().optional(), type: z.string().optional() }))
    .optional(),
  values: z.array(z.string()).optional(),
  tag: z.string().optional(),
  variants: z.array(z.object({ case: z.string(), type: z.string() })).optional(),
});
type SchemaEntity = z.infer<typeof entity>;

/** Reads QEMU's answer to query-qmp-schema; undefined where it is something else. */
export function readSchema(answer: unknown): QmpSchema | undefined {
  const entities = z.array(entity).safeParse(answer);
  if (!entities.success) return undefined;
  return new Map(entities.data.map(found => [found.name, found]));
}

/**
 * The arguments that a command does not know, as `detect-zeroes` or `aio=io_uring`; empty where it
 * would take them all. It tells what a build of QEMU has, whatever its version.
 */
export function unknownArguments(
  schema: QmpSchema,
  command: string,
  given: object,
): readonly string[] {
  const type = schema.get(command)?.['arg-type'];
  return type === undefined ? [command] : unknownIn(schema, { type, value: given, name: command });
}

interface Value {
  readonly type: string;
  readonly value: unknown;
  readonly name: string;
}

function unknownIn(schema: QmpSchema, { type, value, name }: Value): readonly string[] {
  const found = schema.get(type);
  if (found === undefined) return [name];
  switch (found['meta-type']) {
    case 'enum':
      return (found.values ?? enumMembers(found)).includes(String(value))
        ? []
        : [`${name}=${String(value)}`];
    case 'object':
      return unknownMembers(schema, found, value as Readonly<Record<string, unknown>>);
    case 'alternate':
      return unknownAlternative(schema, found, { type, value, name });
    default:
      return [];
  }
}

/** Since QEMU 6.2 an enum lists its values as members as well, each with a name. */
function enumMembers({ members = [] }: SchemaEntity): readonly string[] {
  return members.flatMap(({ name }) => name ?? []);
}

function unknownMembers(
  schema: QmpSchema,
  { members = [], variants = [], tag }: SchemaEntity,
  value: Readonly<Record<string, unknown>>,
): readonly string[] {
  const common = new Map(members.map(member => [member.name, member.type]));
  const variant =
    tag === undefined ? undefined : variants.find(({ case: name }) => name === value[tag]);
  const own = Object.entries(value).filter(([name]) => common.has(name));
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !common.has(name)));
  const lacks = own.flatMap(([name, inner]) =>
    unknownIn(schema, { type: common.get(name) ?? '', value: inner, name }),
  );
  const ofVariant = variant === undefined ? undefined : schema.get(variant.type);
  if (ofVariant === undefined) return [...lacks, ...Object.keys(rest)];
  return [...lacks, ...unknownMembers(schema, ofVariant, rest)];
}

/**
 * A name of something that exists (`file`), or its definition: one that takes the value is enough.
 */
function unknownAlternative(
  schema: QmpSchema,
  { members = [] }: SchemaEntity,
  value: Value,
): readonly string[] {
  const kind = typeof value.value === 'string' ? ['str', 'enum'] : ['object'];
  const fitting = members
    .flatMap(({ type }) => type ?? [])
    .filter(type => fits(schema, type, kind));
  const answers = fitting.map(type => unknownIn(schema, { ...value, type }));
  return answers.find(unknown => unknown.length === 0) ?? answers[0] ?? [value.name];
}

function fits(schema: QmpSchema, type: string, kinds: readonly string[]): boolean {
  return kinds.includes(type) || kinds.includes(schema.get(type)?.['meta-type'] ?? '');
}
