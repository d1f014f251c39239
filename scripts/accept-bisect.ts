/**
 * How often a bisection with real guests names the right commit: `npm run accept:bisect`. Each
 * history has sixteen commits to choose from, and from one on its disk flushes after every write.
 * A limit would not do: the gate sees those of QEMU. Every commit has a QEMU of its own, so that
 * every step is measured.
 * `--histories N` (10); `--step N` only judges commit N of a history whose loss is at commit 11.
 * Exits 1 where fewer than nine in ten are right.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { histories: { type: 'string', default: '10' }, step: { type: 'string' } },
});

const configOf = (cache: string): string => `version: 1
disks: { prod: { cache: ${cache}, size: 64MiB } }
profile: quick
workloads: [randread-4k-qd1, randwrite-4k-qd32]
`;

/** As a commit has it. */
const source = '#!/bin/sh\nexec qemu-system-x86_64 "$@"\n';

/** A repository whose commit 0 is good, with the loss from `from` on. */
function history(from: number) {
  const path = mkdtempSync(join(tmpdir(), 'storage-gate-bisect-'));
  const git = (...args: string[]): string => {
    const who = ['-c', 'user.name=bisect', '-c', 'user.email=bisect@example.invalid'];
    return execFileSync('git', [...who, ...args], { cwd: path, encoding: 'utf8' }).trim();
  };
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(path, '.gitignore'), 'qemu\n.storage-gate/\n');
  const commits = Array.from({ length: 17 }, (_, index) => {
    const config = configOf(index < from ? 'none' : 'directsync');
    writeFileSync(join(path, 'storage-gate.yml'), config);
    writeFileSync(join(path, 'source'), `${source}# ${index}\n`);
    git('add', '--all');
    git('commit', '--quiet', '--message', `number ${index}`);
    return git('rev-parse', 'HEAD');
  });
  return { path, git, commits };
}

const step = [
  process.execPath,
  join(root, 'src/cli.ts'),
  'bisect-step',
  '--accel=tcg',
  '--qemu=qemu',
  '--build=cp source qemu && chmod +x qemu',
];

if (values.step === undefined) {
  const histories = Number(values.histories);
  let right = 0;
  for (let index = 0; index < histories; index += 1) {
    const from = randomInt(1, 17);
    const { path, git, commits } = history(from);
    git('bisect', 'start', commits.at(-1) ?? '', commits[0] ?? '');
    const { stdout } = spawnSync('git', ['bisect', 'run', ...step], {
      cwd: path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const isRight = stdout.includes(`${commits[from]} is the first bad commit`);
    right += isRight ? 1 : 0;
    process.stdout.write(`${index + 1}: a loss at ${from} was ${isRight ? '' : 'not '}found\n`);
    rmSync(path, { recursive: true, force: true });
  }
  process.stdout.write(`${right} of ${histories} right\n`);
  process.exitCode = right < 0.9 * histories ? 1 : 0;
} else {
  const { path, git, commits } = history(11);
  git('checkout', '--quiet', commits[Number(values.step)] ?? '');
  const argv = [...step, '--good', commits[0] ?? ''];
  const { status } = spawnSync(argv[0] ?? '', argv.slice(1), { cwd: path, stdio: 'inherit' });
  process.stdout.write(`commit ${values.step} of a loss at 11: exit status ${status}\n`);
  rmSync(path, { recursive: true, force: true });
}
