import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { compareCommand, recordCommand, whyNotRecorded } from '../../src/cli/commands.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Run } from '../../src/core/run.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import { readRunFile } from '../../src/store/documents.ts';
import { requireStore } from '../../src/store/location.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

const first = resolve(import.meta.dirname, '../../fixtures/runs/first.json');
const second = resolve(import.meta.dirname, '../../fixtures/runs/second.json');

/** A terminal that keeps what it is told. */
function listening(): Terminal & { readonly printed: string[] } {
  const printed: string[] = [];
  return {
    printed,
    color: false,
    cacheDirectory: '/nonexistent',
    signal: new AbortController().signal,
    onProgress: () => undefined,
    print: text => void printed.push(text),
    say: () => undefined,
    confirm: async () => false,
    ensurePackages: () => Promise.resolve(0),
  };
}

async function failureOf(
  work: Promise<number>,
): Promise<{ readonly status: number; readonly message: string }> {
  const error: unknown = await work.then(
    status => new Error(`ended with status ${status}`),
    (cause: unknown) => cause,
  );
  return { status: exitStatusOf(error), message: describeError(error) };
}

test.each([
  [
    'dir:stores-of-main',
    /^the baseline dir:\S+stores-of-main does not exist\.\n {2}why: .*\n {2}what to do: name a directory/,
  ],
  [
    'file:runs.json',
    /^\S+runs\.json can't be used: it cannot be read: ENOENT.*\n {2}what to do: give a document/,
  ],
  ['dir:a-file', /^the baseline dir:\S+a-file is not a directory\./],
])(
  'compare refuses the baseline %s, which is not there, with its path and status 2',
  async (baseline, message) => {
    await using directory = await temporaryDirectory({ name: plainName });
    writeFileSync(join(directory.path, 'a-file'), '');
    const [kind, name = ''] = baseline.split(':');
    const options = { baseline: `${kind}:${join(directory.path, name)}` };
    const failure = await failureOf(compareCommand([second], options, listening()));
    expect(failure.status).toBe(2);
    expect(failure.message).toMatch(message);
  },
);

test('compare says why a document that was named on purpose is no baseline', async () => {
  const compared = async (path: string, base: string) => {
    const terminal = listening();
    expect(await compareCommand([path], { baseline: `file:${base}` }, terminal)).toBe(0);
    return terminal.printed.join().replaceAll(/\s+/g, ' ');
  };
  const none = 'no stored run is a baseline of it: 1';
  expect(await compared(second, second)).toContain(`${none} is this run itself`);
  expect(await compared(first, second)).toContain(`${none} began no earlier than this one (is a`);
  expect(await compared(second, first)).not.toContain(none);
});

test('compare reads a baseline that is there, and an empty directory is a store without runs', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const terminal = listening();
  expect(await compareCommand([second], { baseline: `file:${first}` }, terminal)).toBe(0);
  expect(terminal.printed.join()).toMatch(/base: 1 earlier run;/);
  expect(await compareCommand([second], { baseline: `dir:${directory.path}` }, terminal)).toBe(0);
  expect(terminal.printed.at(-1)).toMatch(/^nothing was gated: no earlier run is stored$/m);
});

test.each([
  [
    'run documents that nobody recorded',
    ['a.json', 'b.json'],
    /has a\.json, b\.json\.\n {2}what to do: `storage-gate record/,
  ],
  ['run documents in a folder of a store, past their own', ['runs/a.json'], /has runs\/a\.json\./],
  [
    'a checkout whose runs lie in folders',
    ['README.md', '.storage-gate-store', 'Gate.one/runs/x', 'Gate.two/runs/x'],
    /has Gate\.\w+, Gate\.\w+\.\n.*name one of dir:\S+Gate\.one, dir:\S+Gate\.two\.$/,
  ],
  [
    'the directory above a store',
    ['src/x', '.storage-gate/runs/x'],
    /name one of dir:\S+\/\.storage-gate\.$/,
  ],
])(
  'compare refuses a directory of %s, which would pass as a store without runs',
  async (_, files, message) => {
    await using directory = await temporaryDirectory({ name: plainName });
    for (const file of files) {
      mkdirSync(join(directory.path, file, '..'), { recursive: true });
      copyFileSync(first, join(directory.path, file));
    }
    const failure = await failureOf(
      compareCommand([second], { baseline: `dir:${directory.path}` }, listening()),
    );
    expect(failure.status).toBe(2);
    expect(failure.message).toMatch(
      /^the baseline dir:\S+ is not a baseline store: it contains other files and no recorded run\./,
    );
    expect(failure.message).toMatch(message);
  },
);

test('compare takes what is left of a store whose first run was not written to the end for one without runs', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  mkdirSync(join(directory.path, 'runs', 'a'.repeat(64)), { recursive: true });
  writeFileSync(join(directory.path, 'README.md'), '');
  const terminal = listening();
  expect(await compareCommand([second], { baseline: `dir:${directory.path}` }, terminal)).toBe(0);
  expect(terminal.printed.at(-1)).toMatch(/^nothing was gated: no earlier run is stored$/m);
});

test.each([
  [
    'ended by trouble',
    (run: Run) => ({ ...run, stop: { reason: 'trouble' as const } }),
    /was ended by trouble in round \d+, so/,
  ],
  [
    'measured with a known loss',
    (run: Run) => ({
      ...run,
      plan: { ...run.plan, arms: run.plan.arms.map(arm => ({ ...arm, layers: 60 })) },
    }),
    /was measured with a known loss below its disk \S+$/m,
  ],
])('record stores nothing of what was %s', async (_, change, message) => {
  await using directory = await temporaryDirectory({ name: plainName });
  const [document, store] = [join(directory.path, 'run.json'), join(directory.path, 'store')];
  writeFileSync(document, encodeRun(change(await readRunFile(second))));
  const failure = await failureOf(
    recordCommand([first, document], { baseline: `dir:${store}` }, listening()),
  );
  expect(failure.status).toBe(2);
  expect(failure.message).toMatch(message);
  expect(existsSync(store)).toBe(false);
});

test('record refuses a single document as its store with status 2, and makes a directory that is not there', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const failure = await failureOf(
    recordCommand([second], { baseline: `file:${first}` }, listening()),
  );
  expect(failure.status).toBe(2);
  expect(failure.message).toMatch(
    /first\.json is a single run and cannot hold another one\.\n {2}what to do: record into dir:PATH/,
  );
  const store = join(directory.path, 'new');
  expect(await recordCommand([second], { baseline: `dir:${store}` }, listening())).toBe(0);
  expect(existsSync(join(store, 'runs'))).toBe(true);
});

test('record says of a document that it was stored already', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const terminal = keptTerminal(directory.path);
  const options = { baseline: `dir:${join(directory.path, 'new')}` };
  await recordCommand([second], options, terminal);
  await recordCommand([second, first], options, terminal);
  expect(terminal.said.map(line => line.split(' ').slice(1, -1).join(' '))).toEqual([
    'stored as',
    'was already stored as',
    'stored as',
  ]);
});

test('compare says of JSON that is no object what it is', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const document = join(directory.path, 'six.json');
  writeFileSync(document, '6');
  const { message } = await failureOf(compareCommand([document], {}, listening()));
  expect(message).toContain('it is not a run document: it is JSON, but not an object');
});

test.each([
  ['dir:runs', {}, undefined],
  ['dir:runs', { record: true }, undefined],
  ['git:runs', { record: false }, '--no-record was given'],
  ['file:a.json', { record: true }, 'file:a.json is a single run'],
])('run with %s and %j stores its run, or says why not', (store, options, why) => {
  expect(whyNotRecorded(requireStore(store), options)).toBe(why);
});
