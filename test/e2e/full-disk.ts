import { readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { startGate } from './command-line.ts';

// Runs the gate in a directory of its own filesystem (the last word), takes all space from it as
// soon as the first round begins, and prints how the run ended and what is left of it as JSON.
const directory = process.argv.at(-1) ?? '';
const where = ['--directory', directory, '--baseline', `dir:${join(directory, 'baselines')}`];
const what = [
  '--suite',
  'sysbench',
  '--disk',
  'unsafe',
  '--rounds',
  '2',
  '--accel',
  'tcg',
  '--allow-tmpfs',
  '--yes',
];
const gate = startGate(['run', ...where, ...what], { cwd: directory });
await gate.saying(/round 1 of 2/);
const over = new AbortController();
const ended = gate.ended.finally(() => over.abort());
const taken: string[] = [];
while (!over.signal.aborted) {
  await takeAll();
  await setTimeout(5);
}
const { status, stdout, stderr } = await ended;
for (const path of taken) rmSync(path, { force: true });
console.log(JSON.stringify({ status, stdout, stderr, left: readdirSync(directory) }));

async function takeAll(): Promise<void> {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail === 0) return;
  const path = join(directory, `taken${taken.length}`);
  taken.push(path);
  await execa('fallocate', ['-l', String(bavail * bsize), path], { reject: false });
}
