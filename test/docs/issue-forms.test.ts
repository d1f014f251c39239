import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = resolve(import.meta.dirname, '../../.github/ISSUE_TEMPLATE');
const field = z.object({
  type: z.enum(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']),
  id: z.string().optional(),
  attributes: z.object({ label: z.string().optional(), value: z.string().optional() }),
  validations: z.object({ required: z.boolean() }).optional(),
});
const form = z.object({
  name: z.string().min(4),
  description: z.string().min(4),
  labels: z.array(z.string()),
  body: z.array(field),
});

const fieldsOf = (name: string) =>
  form.parse(parse(readFileSync(resolve(folder, name), 'utf8'))).body;

test.each(['bug.yml', 'feature.yml'])('%s is a form whose fields have a label and an id', name => {
  const asked = fieldsOf(name).filter(({ type }) => type !== 'markdown');
  expect(asked.length).toBeGreaterThan(0);
  for (const { id, attributes } of asked)
    expect([id, attributes.label]).toEqual([expect.any(String), expect.any(String)]);
});

test('a bug cannot be sent without what the doctor says and the run document', () => {
  const required = fieldsOf('bug.yml').filter(({ validations }) => validations?.required === true);
  const labels = required.map(({ attributes }) => attributes.label ?? '').join('\n');
  expect(labels).toContain('storage-gate doctor --format json');
  expect(labels).toContain('run document');
});
