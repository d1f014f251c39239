type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What a contract test needs of an OpenAPI description: operations by `METHOD path`, and the
 * components they refer to.
 */
export interface CutDescription {
  readonly operations: Readonly<Record<string, Json>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

interface Cut {
  /** By `METHOD path`. */
  readonly operations: readonly string[];
  /** Whether the first example of each reply is kept. */
  readonly examples: boolean;
}

/**
 * Cuts `operations` (`GET /user`) out of an OpenAPI 3.0 description, with every schema that they
 * need, and rewrites its `nullable` as JSON Schema's null. Throws for an operation that the
 * description lacks.
 */
export function cutDescription(
  description: unknown,
  { operations, examples }: Cut,
): CutDescription {
  const whole = description as Json;
  const cut = Object.fromEntries(
    operations.map(name => [name, operationOf(whole, { name, examples })]),
  );
  const schemas: Record<string, Json> = {};
  const open = refsIn(cut);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name in schemas) continue;
    const schema = asJsonSchema(at(whole, ['components', 'schemas', name]));
    schemas[name] = schema;
    open.push(...refsIn(schema));
  }
  return { operations: cut, components: { schemas: sorted(schemas) } };
}

/**
 * Parameters, request body and replies of an operation, everything but schemas resolved in place.
 */
function operationOf(whole: Json, { name, examples }: { name: string; examples: boolean }): Json {
  const [method = '', path = ''] = name.split(' ');
  const operation = at(whole, ['paths', path, method.toLowerCase()]);
  const parameters = asArray(field(operation, 'parameters')).map(parameter => {
    const {
      name: called = null,
      in: place = null,
      required = false,
      schema = {},
    } = asObject(resolved(whole, parameter));
    return { name: called, in: place, required, schema: asJsonSchema(schema) };
  });
  const body = field(operation, 'requestBody');
  const responses = Object.entries(asObject(field(operation, 'responses'))).map(
    ([status, response]) => {
      const content = contentOf(whole, resolved(whole, response));
      return [
        status,
        examples && status.startsWith('2') ? content : withoutExample(content),
      ] as const;
    },
  );
  return {
    parameters,
    ...(body !== undefined && {
      requestBody: withoutExample(contentOf(whole, resolved(whole, body))),
    }),
    responses: Object.fromEntries(responses),
  };
}

/**
 * The JSON schema of a body and, of GitHub's own examples, the first; null where there is no JSON.
 */
function contentOf(whole: Json, body: Json): Json {
  const json = field(field(body, 'content'), 'application/json');
  const schema = field(json, 'schema');
  if (schema === undefined) return null;
  const [first] = Object.values(asObject(field(json, 'examples')));
  const example = first === undefined ? undefined : field(resolved(whole, first), 'value');
  return { schema: asJsonSchema(schema), ...(example !== undefined && { example }) };
}

function withoutExample(content: Json): Json {
  const schema = field(content, 'schema');
  return schema === undefined ? null : { schema };
}

const ignored = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'format',
  'default',
]);

/**
 * OpenAPI 3.0's dialect as JSON Schema: `nullable` becomes the type null; what no validator reads
 * is left out.
 */
function asJsonSchema(schema: Json | undefined): Json {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (schema === undefined || typeof schema !== 'object' || schema === null) return schema ?? null;
  const { nullable, ...rest } = asObject(schema);
  const kept = Object.entries(rest).filter(([key]) => !ignored.has(key) && !key.startsWith('x-'));
  const rewritten = Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'properties' ? propertiesOf(value) : keepsText(key) ? value : asJsonSchema(value),
    ]),
  );
  return nullable === true ? withNull(rewritten) : rewritten;
}

/** Below `properties` a key is a name of the API's, even `description` or `title`. */
function propertiesOf(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(asObject(properties)).map(([name, schema]) => [name, asJsonSchema(schema)]),
  );
}

function keepsText(key: string): boolean {
  return key === 'enum' || key === 'required' || key === 'pattern' || key === 'const';
}

function withNull(schema: Readonly<Record<string, Json>>): Json {
  const { type, enum: values, ...rest } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...rest,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}

/** `#/components/<kind>/<name>` of another kind than schemas, as what it names. */
function resolved(whole: Json, value: Json): Json {
  const ref = field(value, '$ref');
  return typeof ref === 'string' ? at(whole, ref.split('/').slice(1)) : value;
}

function refsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string'
      ? [inner.replace('#/components/schemas/', '')]
      : refsIn(inner),
  );
}

function at(value: Json, path: readonly string[]): Json {
  let found: Json | undefined = value;
  for (const key of path) found = field(found, key);
  if (found === undefined) throw new Error(`the description has no ${path.join('/')}`);
  return found;
}

function field(value: Json | undefined, key: string): Json | undefined {
  return asObject(value)[key];
}

function asObject(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, Json>)
    : {};
}

function asArray(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
