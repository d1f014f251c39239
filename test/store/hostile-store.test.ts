import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { documentsFor } from '../../src/history/limits.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { judgeAgainst } from '../../src/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import type { Store } from '../../src/store/store.ts';
import { bareRemote, git } from '../harness/git.ts';
import { showMarkdown } from '../harness/github-markdown.ts';
import { buildRun, gatingPolicy as policy } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { openAt } from './git/open-store.ts';

const runOn = (day: number, others: Parameters<typeof buildRun>[0] = {}): Run =>
  buildRun({
    startedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
    workloads: ['rndrd'],
    rounds: 2,
    ...others,
  });
const judged = runOn(28);
const { fingerprint } = judged;
const folder = `runs/${fingerprint}`;
/** The name that a document would have, so that nothing but its content is wrong with it. */
const nameOf = (content: string, day: number): string =>
  `202601${String(day).padStart(2, '0')}T000000Z-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.json`;

const deep = 1_000_000;
const measured = JSON.parse(JSON.stringify(judged)) as { rounds: unknown[]; environment: object };
const many = (count: number): unknown[] => Array.from({ length: count }, () => ({}));
const documents: readonly (readonly [what: string, content: string, reason: RegExp])[] = [
  [
    'is nested a million levels deep',
    '['.repeat(deep) + ']'.repeat(deep),
    /is not a run document|is not JSON/,
  ],
  ['never ends its lists', '['.repeat(deep), /is not JSON/],
  [
    'has a million measurements',
    JSON.stringify({ ...measured, rounds: [{ measurements: many(1e6) }] }),
    /has 1000000/,
  ],
  [
    'has a million rounds',
    JSON.stringify({ ...measured, rounds: many(1e6) }),
    /has 1000000 entries/,
  ],
  [
    'names its processor in seven million letters',
    JSON.stringify({
      ...measured,
      environment: { ...measured.environment, cpuModel: 'x'.repeat(7e6) },
    }),
    /environment\.cpuModel/,
  ],
  [
    'sets prototypes',
    JSON.stringify(measured).replace(
      '{',
      '{"__proto__": {"passed": true}, "constructor": {"prototype": {}},',
    ),
    /is not a run document/,
  ],
  [
    'is markup',
    '<img src=x onerror=alert(1)> [x](javascript:alert(1)) @everyone \u001b[2J | `',
    /is not JSON/,
  ],
  [
    'has a key of seven megabytes',
    JSON.stringify({ ...measured, ['x'.repeat(7e6)]: 1 }),
    /is not a run document/,
  ],
  ['claims another schema in markup', '{"schema": 9e99, "x": "<script>"}', /has schema/],
];

/** Puts contents into a directory store past the product. */
async function plant(root: string, contents: readonly string[]): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  for (const [index, content] of contents.entries()) {
    await writeFile(join(root, folder, nameOf(content, index + 1)), content);
  }
}

const read = (store: Store) =>
  store.list(documentsFor({ fingerprint, startedAt: judged.startedAt }));

describe('a stored document that is made to hurt its reader', () => {
  test.each(documents)(
    'is named and skipped, and the others are read: it %s',
    async (_, content, reason) => {
      await using home = await temporaryDirectory();
      const store = await openDirectoryStore({ path: home.path });
      await store.append([runOn(20)]);
      await plant(home.path, [content]);
      const { runs, damaged } = await read(store);
      expect(runs.map(({ run }) => run)).toEqual([runOn(20)]);
      expect(damaged).toEqual([
        {
          path: expect.stringContaining(nameOf(content, 1)),
          reason: expect.stringMatching(reason),
        },
      ]);
      // A reason is a sentence, however long what it speaks of.
      expect(damaged[0]?.reason.length).toBeLessThan(700);
    },
  );

  test('is not read where those before it are too much already, which is counted', async () => {
    await using home = await temporaryDirectory();
    const store = await openDirectoryStore({ path: home.path });
    await store.append([runOn(20)]);
    await plant(
      home.path,
      Array.from({ length: 9 }, (_, index) => `"${String(index).repeat(8e6)}"`),
    );
    const { runs, damaged } = await read(store);
    expect(runs.map(({ run }) => run)).toEqual([runOn(20)]);
    expect(damaged).toHaveLength(9);
    const unread = damaged.filter(
      ({ reason }) => reason === 'the documents before it already have 67108864 bytes',
    );
    expect(unread.length).toBeGreaterThan(0);
    expect(unread.length).toBeLessThan(9);
  });

  test('is not read at all where it has 100 MB', async () => {
    await using home = await temporaryDirectory();
    const store = await openDirectoryStore({ path: home.path });
    await store.append([runOn(20)]);
    const path = join(home.path, folder, '20260101T000000Z-aaaaaaaaaaaa.json');
    await writeFile(path, '');
    await truncate(path, 1e8);
    const { runs, damaged } = await read(store);
    expect(runs).toHaveLength(1);
    expect(damaged).toEqual([
      { path, reason: expect.stringContaining('it has 100000000 bytes, more than the 67108864') },
    ]);
  });
});

describe('a ref that is made to hurt its reader', { timeout: 240_000 }, () => {
  test('has its large documents named and skipped: one of 100 MB, and what is too much together', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using writer = await openAt(home.path, { url });
    await writer.append([runOn(20)]);
    const eight = Array.from({ length: 9 }, (_, index) => `"${String(index).repeat(8e6)}"`);
    const contents = [' '.repeat(1e8), ...eight];
    await commitFiles(
      url,
      contents.map((content, index) => [`${folder}/${nameOf(content, index + 1)}`, content]),
    );
    await using store = await openAt(home.path, { url });
    const { runs, damaged } = await read(store);
    expect(runs.map(({ run }) => run)).toEqual([runOn(20)]);
    const reasons = damaged.map(({ reason }) => reason);
    expect(reasons).toHaveLength(10);
    expect(
      reasons.filter(reason => reason.startsWith('it has 100000000 bytes, more than the 8388608')),
    ).toHaveLength(1);
    expect(
      reasons.filter(reason => reason.startsWith('the documents before it already have')),
    ).not.toEqual([]);
  });

  test('is given up where its names alone are more than anybody could have stored', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using writer = await openAt(home.path, { url });
    await writer.append([runOn(20)]);
    await commitManyNames(url, 120_000);
    await using store = await openAt(home.path, { url });
    const error: unknown = await store.entries().catch((cause: unknown) => cause);
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(
      /git:baselines at .* cannot be read[^]*more entries than a store can have/,
    );
  });

  test('reaches no report but as plain characters, by whatever way', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const markup =
      '<img src=x onerror=alert(1)><script>x</script> [l](javascript:x) ![p](http://e.invalid/p) @everyone #1 `c` | \u001b[2J';
    const steady = { value: () => 80 * 2 ** 20 };
    const runs = Array.from({ length: 6 }, (_, index) => runOn(10 + index, steady));
    const said = acknowledge({
      acknowledgedAt: '2026-01-20T00:00:00Z',
      by: markup,
      reason: markup,
      toolVersion: '0',
      runs: runs.map(run => ({ run, digest: 'a'.repeat(12) })),
      covers: () => true,
    });
    await using writer = await openAt(home.path, { url });
    await writer.append([...runs, runOn(9, { environment: { cpuModel: markup, device: markup } })]);
    await writer.keep({
      ...said,
      levels: said.levels.map(level => ({ ...level, value: 2 * level.value })),
    });
    await commitFiles(url, [
      [`${folder}/${nameOf(markup, 8)}`, markup],
      [`${folder}/${markup.replaceAll('/', '-')}.json`, '{}'],
    ]);
    await using store = await openAt(home.path, { url });
    const elsewhere = runOn(28, { environment: { filesystem: 'xfs' } });
    const reports = await Promise.all(
      [runOn(28, steady), elsewhere].map(run =>
        judgeAgainst({ run, store, policy, isDefaultBranch: true }),
      ),
    );
    expect(reports.map(({ judgement }) => judgement.verdict)).toEqual([
      'regressed',
      'inconclusive',
    ]);
    for (const report of reports) {
      const markdown = renderMarkdown({ ...report, limit: 65_536 });
      const shown = showMarkdown(markdown);
      expect(shown.isChanged).toBe(false);
      expect(['img', 'script', 'a'].flatMap(name => shown.elements(name))).toEqual([]);
      expect(shown.text).toContain('<img src=x onerror=alert(1)>');
      expect(markdown).not.toContain('@everyone');
      expect(markdown).not.toContain('\u001b');
      expect(renderText({ ...report, color: false })).not.toContain('\u001b');
    }
    // What was acknowledged, by whom, and what could not be read, in the first; what differs, in
    // the second.
    const texts = reports.map(
      report => showMarkdown(renderMarkdown({ ...report, limit: 65_536 })).text,
    );
    expect(texts[0]).toMatch(
      /to the level that <img[^]*2 stored files were skipped[^]*is not JSON/,
    );
    expect(texts[1]).toMatch(
      /^Storage gate: not decided: every earlier run is of another environment: filesystem ext4/,
    );
  });
});

/** Adds files to the ref in one commit, as somebody who may push could. */
function commitFiles(
  url: string,
  files: readonly (readonly [path: string, content: string])[],
): Promise<void> {
  return fastImport(
    url,
    files.map(([path, content]) => {
      const quoted = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\u001b', '\\033')}"`;
      return `M 100644 inline ${quoted}\ndata ${Buffer.byteLength(content)}\n${content}`;
    }),
  );
}

async function fastImport(url: string, changes: readonly string[]): Promise<void> {
  const tip = await git(url, 'rev-parse', 'baselines');
  const head = [
    'commit refs/heads/baselines',
    'committer x <x@localhost> 1767225600 +0000',
    'data 1',
    'x',
    `from ${tip}`,
  ];
  await gitWith([...head, ...changes, ''].join('\n'), {
    url,
    args: ['fast-import', '--quiet', '--force'],
  });
}

/**
 * A tree with so many documents that are all one object: thousands of names cost next to nothing to
 * make.
 */
async function commitManyNames(url: string, count: number): Promise<void> {
  const marker = await git(url, 'rev-parse', 'baselines:.storage-gate-store');
  const names = Array.from({ length: count }, (_, index) => {
    const digits = index.toString(16).padStart(12, '0');
    return `100644 blob ${marker}\t20260101T000000Z-${digits}-${digits}.json`;
  });
  const tree = (entries: readonly string[]) =>
    gitWith(`${entries.join('\n')}\n`, { url, args: ['mktree'] });
  const runs = await tree([`040000 tree ${await tree(names)}\t${fingerprint}`]);
  const root = await tree([
    `100644 blob ${marker}\t.storage-gate-store`,
    `040000 tree ${runs}\truns`,
  ]);
  await git(
    url,
    'update-ref',
    'refs/heads/baselines',
    await git(url, 'commit-tree', '-m', 'x', root),
  );
}

function gitWith(
  input: string,
  { url, args }: { url: string; args: readonly string[] },
): Promise<string> {
  return new Promise((done, fail) => {
    const words = ['-c', 'core.compression=1', ...args];
    const child = execFile('git', words, { cwd: url }, (error, stdout) =>
      error ? fail(error) : done(stdout.trim()),
    );
    child.stdin?.end(input);
  });
}
