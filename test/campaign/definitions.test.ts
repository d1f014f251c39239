import fs from 'node:fs';
import { expect, test } from 'vitest';
import { touchedBy } from '../../campaign/definitions/watch.ts';
import { definitions } from '../../campaign/definitions.ts';

test('a sample of changed definitions harms no reader, and none slips through', {
  timeout: 120_000,
}, async () => {
  const { counts, findings } = await definitions.run({
    seed: 1,
    sample: true,
    firstOnly: false,
    say: () => undefined,
  });
  expect(findings).toEqual([]);
  expect(counts['mutations']).toBeGreaterThanOrEqual(2000);
  for (const kind of ['measured', 'same', 'refused', 'other'])
    expect(counts[kind]).toBeGreaterThan(20);
});

test('what touches files or the environment is seen', () => {
  const touched = touchedBy(() => {
    fs.readFileSync(import.meta.filename);
    return process.env['HOME'];
  });
  expect([...touched]).toEqual(expect.arrayContaining(['fs.readFileSync', 'process.env.HOME']));
});
