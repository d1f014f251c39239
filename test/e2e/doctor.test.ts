import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { freshDirectory, runGateCommand } from './command-line.ts';

const finding = z.object({
  topic: z.string(),
  state: z.string(),
  text: z.string(),
  remedy: z.string().optional(),
});
const report = z.object({ canMeasure: z.boolean(), findings: z.array(finding) });

test('the doctor says of a host with everything that it can measure, what with, and how what is not ok gets better', async () => {
  const directory = freshDirectory('doctor');
  const { status, stdout, stderr } = await runGateCommand(
    ['doctor', '--accel', 'tcg', '--format', 'json', '--directory', directory],
    { cwd: directory },
  );
  await rm(directory, { recursive: true });
  expect({ status, stderr: status === 0 ? '' : `${stderr}${stdout}` }).toEqual({
    status: 0,
    stderr: '',
  });
  const { canMeasure, findings } = report.parse(JSON.parse(stdout));
  expect(canMeasure).toBe(true);
  const topics = findings.map(({ topic }) => topic);
  const expected = [
    'packages',
    'directory',
    'space',
    'O_DIRECT',
    'writes',
    'guest',
    'QEMU',
    'aio',
    'accelerator',
    'noise',
  ];
  expect(topics).toEqual(expect.arrayContaining(expected));
  expect(new Set(topics).size).toBe(topics.length);
  expect(findings.filter(({ state, remedy }) => state !== 'ok' && remedy === undefined)).toEqual(
    [],
  );
  const textOf = (topic: string) => findings.find(found => found.topic === topic)?.text;
  expect(textOf('QEMU')).toMatch(/^\d+\.\d+.* \(\/.*qemu-system/);
  expect(textOf('aio')).toMatch(/aio=threads/);
  expect(textOf('accelerator')).toMatch(/^software emulation \(TCG\)/);
});
