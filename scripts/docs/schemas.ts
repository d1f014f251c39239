import { z } from 'zod';
import { configSchemas } from '../../src/config/file.ts';
import { runSchema } from '../../src/core/run.ts';
import { suiteSchema } from '../../src/core/suite.ts';
import { suiteKinds } from '../../src/suites/registry.ts';

type Json = Record<string, unknown>;

/** JSON Schemas of what people and programs write and read, by their files in `schemas/`. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const config = { anyOf: configSchemas.map(jsonSchemaOf) };
  const files = {
    'run.schema.json': { title: 'a run document of qemu-storage-gate', ...jsonSchemaOf(runSchema) },
    'storage-gate.schema.json': { title: 'storage-gate.yml of qemu-storage-gate', ...config },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => {
      const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
      return [name, `${JSON.stringify(whole, undefined, 2)}\n`];
    }),
  );
}

/** What is written, before it is read as something else. */
function jsonSchemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => amend(zodSchema, jsonSchema as Json),
  });
  return rest;
}

function amend(schema: z.core.$ZodType, json: Json): void {
  const { def } = schema._zod;
  // Only its kind knows the fields of a suite.
  if (schema === suiteSchema)
    json['anyOf'] = suiteKinds().map(({ schema: own }) => jsonSchemaOf(own));
  // A symbol stands for what YAML reads otherwise than it is written: nobody writes one.
  if (def.type === 'union' && Array.isArray(json['anyOf']))
    json['anyOf'] = json['anyOf'].filter(one => Object.keys(one as Json).length > 0);
  // A text stands for an object that is made of it before it is checked.
  if (
    schema instanceof z.ZodPipe &&
    schema.def.in instanceof z.ZodTransform &&
    json['type'] === 'object'
  ) {
    const object = { ...json };
    for (const key of Object.keys(json)) delete json[key];
    json['anyOf'] = [{ type: 'string' }, object];
  }
}
