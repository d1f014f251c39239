import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { git } from '../harness/git.ts';

const root = resolve(import.meta.dirname, '../..');
const step = z.looseObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const example = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(step) })),
});

/** What the small repository measures that people would copy the example into. */
const config = {
  version: 1,
  disks: { prod: { cache: 'none', size: '64MiB' } },
  workloads: ['randread-4k-qd1', 'write-1m-qd2'],
  profile: 'quick',
  // Two cells take so many to be red.
  rounds: 8,
  budget: '20m',
  'lock-wait': '30m',
};

/** It tests a QEMU of its own. */
const parts = { accel: 'tcg', qemu: 'tools/qemu' };

/** examples/storage-gate.yml, whole, but for the QEMUs of both sides. */
async function workflowText(): Promise<string> {
  const workflow = example.parse(
    parse(await readFile(join(root, 'examples/storage-gate.yml'), 'utf8')),
  );
  const jobs = Object.entries(workflow.jobs).map(([name, job]) => {
    const isPull = name === 'gate';
    const inputs = { ...parts, ...(isPull && { 'base-qemu': 'base/tools/qemu' }) };
    const steps = job.steps.flatMap(each => {
      if (each.uses?.includes('qemu-storage-gate') !== true) return [each];
      const checkout = { run: 'git worktree add --detach base HEAD^1' };
      return [...(isPull ? [checkout] : []), { ...each, with: { ...each.with, ...inputs } }];
    });
    return [name, { ...job, steps }];
  });
  return stringify({ ...workflow, jobs: Object.fromEntries(jobs) });
}

/** A QEMU with limits for each of its disks: bytes and operations a second. */
function throttled(share: number): string {
  const wrapper = join(root, 'test/act/throttled-qemu.ts');
  return `#!/bin/sh\nexec '${process.execPath}' '${wrapper}' ${32e6 * share} ${200 * share} "$@"\n`;
}

/**
 * What a pull request changes: a text, or the share of the disk's speed that its QEMU lets through.
 */
export interface Edit {
  readonly speed: number;
  readonly note: string;
}

/**
 * A working repository with the example's workflow and a config in it, its default branch pushed to
 * `remote`.
 */
export async function makeWorkingRepository(path: string, remote: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await git(path, 'init', '--quiet', '--initial-branch=master');
  await git(path, 'remote', 'add', 'origin', remote);
  await write(join(path, '.github/workflows/storage-gate.yml'), await workflowText());
  await write(join(path, 'storage-gate.yml'), stringify(config));
  await commit(path, { speed: 1, note: 'first' });
  await git(path, 'push', '--quiet', 'origin', 'master');
}

/** Edits the branch of the pull request, and checks its trial merge out, as GitHub makes it. */
export async function pushToPull(
  path: string,
  edit: Edit,
): Promise<{ base: string; head: string; merge: string }> {
  await git(
    path,
    'checkout',
    '--quiet',
    '-B',
    'changes',
    (await has(path, 'changes')) ? 'changes' : 'master',
  );
  const head = await commit(path, edit);
  await git(path, 'checkout', '--quiet', '--detach', 'master');
  const base = await git(path, 'rev-parse', 'HEAD');
  await git(path, 'merge', '--quiet', '--no-ff', '--message', 'trial merge', head);
  await git(
    path,
    'push',
    '--quiet',
    '--force',
    'origin',
    'HEAD:refs/pull/2/merge',
    `${head}:refs/heads/changes`,
  );
  return { base, head, merge: await git(path, 'rev-parse', 'HEAD') };
}

/**
 * Merges the branch of the pull request, as its button does; returns the merge, which is checked
 * out.
 */
export async function mergePull(path: string): Promise<string> {
  await git(path, 'checkout', '--quiet', 'master');
  await git(
    path,
    'merge',
    '--quiet',
    '--no-ff',
    '--message',
    'merge of the pull request',
    'changes',
  );
  await git(path, 'push', '--quiet', 'origin', 'master');
  return git(path, 'rev-parse', 'HEAD');
}

/** Edits the default branch, which is checked out. */
export async function pushToDefault(path: string, edit: Edit): Promise<void> {
  await commit(path, edit);
  await git(path, 'push', '--quiet', 'origin', 'master');
}

async function has(path: string, branch: string): Promise<boolean> {
  return (await git(path, 'branch', '--list', branch)) !== '';
}

async function commit(path: string, { speed, note }: Edit): Promise<string> {
  await write(join(path, 'tools/qemu'), throttled(speed));
  await chmod(join(path, 'tools/qemu'), 0o755);
  await write(join(path, 'README.md'), `${note}\n`);
  await git(path, 'add', '--all');
  await git(path, 'commit', '--quiet', '--message', note);
  return git(path, 'rev-parse', 'HEAD');
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
