import { resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const program = resolve(import.meta.dirname, '../../src/cli.ts');

async function helpOf(command: readonly string[]): Promise<string> {
  const { stdout } = await execa(process.execPath, [program, ...command, '--help']);
  return stdout;
}

test.each([[[]], [['run']], [['selftest']]])(
  'the help of %j has no line that is wider than a terminal',
  async command => {
    const lines = (await helpOf(command)).split('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(line => line.length > 80)).toEqual([]);
  },
);

test('record says of --baseline where runs are stored, and compare what is judged against', async () => {
  const [record, compare] = await Promise.all([helpOf(['record']), helpOf(['compare', 'x'])]);
  expect(record).toMatch(/--baseline <store> +where to store them/);
  expect(record).not.toContain('judge against');
  expect(compare).toMatch(/--baseline <store> +stored runs to judge against/);
});
