import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Run } from '../src/core/run.ts';
import type { MeasureRequest } from '../src/measure/measure.ts';
import { type GateRequest, judgeAgainst, runGate } from '../src/run.ts';
import { openDirectoryStore } from '../src/store/directory.ts';
import type { Store } from '../src/store/store.ts';
import { bareRemote } from './harness/git.ts';
import { pairsRun } from './harness/pairs-levels.ts';
import { buildPairsRun } from './harness/pairs-run.ts';
import { buildRun, diskArm, noise, gatingPolicy as policy } from './harness/run-builder.ts';
import { temporaryDirectory } from './harness/temporary-directory.ts';
import { openAt } from './store/git/open-store.ts';

const factor = noise(3, 0.02);
const runAt = (day: number): Run =>
  buildRun({
    arms: [{ ...diskArm('prod'), commit: day.toString(16).padStart(40, '0') }],
    startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    workloads: ['rndrd'],
    rounds: 6,
    value: () => 1e8 * factor(),
  });
const stored = Array.from({ length: 8 }, (_, day) => runAt(day));
const measured = runAt(8);

// Measuring takes a guest; all that follows and all that comes before is the real thing.
const measureRun = async ({ declare }: MeasureRequest) => {
  await declare?.({ ...measured, rounds: [], looks: [] });
  return { run: measured, trouble: undefined };
};

const nothing = async (): Promise<void> => Promise.resolve();
const requestOf = (store: Store) =>
  ({
    plan: measured.plan,
    store,
    policy,
    isDefaultBranch: true,
    record: true,
    acceptance: () => Promise.resolve({ by: 'Ada', reason: 'x' }),
    keep: nothing,
    publish: nothing,
  }) as unknown as GateRequest;

/** The store, and how often its documents were read. */
function counting(store: Store) {
  const read: string[] = [];
  const counted: Store = {
    ...store,
    list: query => {
      read.push('list');
      return store.list(query);
    },
    read: entries => {
      read.push('read');
      return store.read(entries);
    },
  };
  return { counted, read };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a run that is recorded reads a directory once: for its gate, its acceptance and its verdict', async () => {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  await store.append(stored);
  const { counted, read } = counting(store);
  const { judgement, recordedAt, accepted } = await runGate(requestOf(counted), measureRun);
  expect(read).toEqual(['list']);
  expect(judgement.baseline).toHaveLength(8);
  expect(accepted).toMatchObject({ by: 'Ada' });
  expect(recordedAt).toMatch(/runs/);
});

test('a run that is recorded asks a remote once for its names and once for its documents', async () => {
  await using home = await temporaryDirectory();
  const url = await bareRemote(home.path);
  const fill = await openAt(home.path, { url });
  await fill.append(stored);
  await fill[Symbol.asyncDispose]();
  const trace = join(home.path, 'trace');
  const bin = join(home.path, 'bin');
  await mkdir(bin);
  const script = '#!/bin/sh\necho "git $*" >>"${0%/bin/git}/trace"\nexec /usr/bin/git "$@"\n';
  await writeFile(join(bin, 'git'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  await using store = await openAt(home.path, { url });
  const { counted, read } = counting(store);
  const before: string[] = [];
  const publish = async () => void before.push(await readFile(trace, 'utf8'));
  const { judgement } = await runGate({ ...requestOf(counted), publish }, measureRun);
  expect(read).toEqual(['list']);
  expect(judgement.baseline).toHaveLength(8);
  // What is fetched after the verdict is told is the ref as it is when the run is added to it.
  const fetches = before.join('').match(/^git .*\bfetch\b.*/gm) ?? [];
  expect(fetches.filter(line => line.includes('--depth=1'))).toHaveLength(1);
  expect(fetches.filter(line => line.includes('--stdin'))).toHaveLength(1);
  expect(fetches).toHaveLength(2);
});

test('what is stored completes the plan by the same read, unless stored numbers are to decide', async () => {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  await store.append([pairsRun({ sides: ['yardstick'], startedAt: '2026-01-01T00:00:00.000Z' })]);
  const { counted, read } = counting(store);
  const now = pairsRun({ sides: ['yardstick'], commit: 'b'.repeat(40) });
  const arms = now.plan.arms.map(arm =>
    arm.side === 'head' && arm.target.kind === 'disk'
      ? { ...arm, target: { ...arm.target, mode: { ...arm.target.mode, aio: 'native' as const } } }
      : arm,
  );
  const before = { ...now, rounds: [], plan: { ...now.plan, arms } };
  const planned: string[] = [];
  const measurePlan = async ({ complete, declare }: MeasureRequest) => {
    const plan = (await complete?.(before)) ?? before.plan;
    planned.push(plan.arms.map(({ side }) => side).join(' '));
    await declare?.({ ...before, plan });
    return { run: now, trouble: undefined };
  };
  const request = { ...requestOf(counted), record: false };
  await runGate(request, measurePlan);
  await runGate({ ...request, policy: { ...policy, reference: 'stored' } }, measurePlan);
  expect(planned).toEqual(['head base', 'head yardstick']);
  expect(read).toEqual(['list', 'list']);
});

test('a run whose document has no place is judged and stored, and that it has none is told then', async () => {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  const told: string[] = [];
  const request = {
    ...requestOf(store),
    keep: () => Promise.reject(new Error('no place')),
    publish: async () => void told.push('published'),
  };
  await expect(runGate(request, measureRun)).rejects.toThrow('no place');
  expect(told).toEqual(['published']);
  expect(await store.entries()).toHaveLength(2);
});

test('a run is kept while it is measured, and again only where it changed after that', async () => {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  const kept: Run[] = [];
  const request = { ...requestOf(store), keep: async (run: Run) => void kept.push(run) };
  const changed = { ...measured, caveats: [{ kind: 'left-behind', said: 'EBUSY' } as const] };
  for (const after of [measured, changed])
    await runGate(request, async asked => {
      await asked.keep?.(measured);
      return { ...(await measureRun(asked)), run: after };
    });
  expect(kept).toEqual([measured, measured, changed]);
});

test('a plan that could show no loss against its base side is refused before anything is read or measured', async () => {
  const { plan } = buildPairsRun({ arms: [diskArm('a'), diskArm('a', {}, 'base')], rounds: 3 });
  await expect(runGate({ ...requestOf({} as Store), plan })).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { problem: expect.stringMatching(/^3 rounds can show no loss/) },
  });
});

test('a document that is judged again reads the store once', async () => {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  await store.append(stored);
  const { counted, read } = counting(store);
  const { judgement } = await judgeAgainst({ run: measured, store: counted, policy });
  expect(read).toEqual(['list']);
  expect(judgement.baseline).toHaveLength(8);
});
