import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Annotation,
  summaryLimit,
  tellOutput,
  withinLimits,
  writeSummary,
} from '../../src/github/step.ts';

test('nothing else tells the runner anything', () => {
  const source = resolve(import.meta.dirname, '../../src');
  const told = /\b(?:error|warning|notice|info|debug|setFailed|setOutput|summary|exportVariable)\b/;
  const tellers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file => {
    if (!file.endsWith('.ts')) return false;
    const text = readFileSync(join(source, file), 'utf8');
    return told.test(/import \{([^}]*)\} from '@actions\/core'/.exec(text)?.[1] ?? '');
  });
  expect(tellers).toEqual(['github/step.ts']);
});

test('an output is one line, whatever it says', async () => {
  const GITHUB_OUTPUT = join(directory, 'output');
  await writeFile(GITHUB_OUTPUT, '');
  vi.stubEnv('GITHUB_OUTPUT', GITHUB_OUTPUT);
  tellOutput('comment-url', 'http://x\n::error::x\nEOF\nverdict=unchanged');
  vi.unstubAllEnvs();
  expect(await readFile(GITHUB_OUTPUT, 'utf8')).toMatch(
    /^comment-url<<(\S+)\nhttp:\/\/x ::error::x EOF verdict=unchanged\n\1\n$/,
  );
});

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'storage-gate-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the step summary', () => {
  test('is appended to what the step wrote before', async () => {
    const GITHUB_STEP_SUMMARY = join(directory, 'summary');
    expect(await writeSummary('# one', { GITHUB_STEP_SUMMARY })).toBeUndefined();
    expect(await writeSummary('two', { GITHUB_STEP_SUMMARY })).toBeUndefined();
    expect(await readFile(GITHUB_STEP_SUMMARY, 'utf8')).toBe('# one\ntwo\n');
  });

  test('is not written beyond what GitHub takes, counted in bytes', async () => {
    const GITHUB_STEP_SUMMARY = join(directory, 'summary');
    const text = 'é'.repeat(summaryLimit / 2);
    expect(await writeSummary(text, { GITHUB_STEP_SUMMARY })).toContain(`${summaryLimit}`);
    await expect(readFile(GITHUB_STEP_SUMMARY)).rejects.toThrow('ENOENT');
  });

  test('that cannot be written is a reason and no error', async () => {
    expect(await writeSummary('text', { GITHUB_STEP_SUMMARY: directory })).toContain('EISDIR');
    expect(await writeSummary('text', {})).toContain('GITHUB_STEP_SUMMARY');
  });
});

test.each([{ GITEA_ACTIONS: 'true' }, { FORGEJO_ACTIONS: 'true' }])(
  'a summary goes to the log where %o, since nobody would show it',
  async env => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const unwritten = await writeSummary('### Verdict\n\n::error::of a guest', env);
    const lines = write.mock.calls.map(([line]) => line);
    write.mockRestore();
    expect(unwritten).toBeUndefined();
    expect(lines.join('')).toMatch(/^### Verdict\n\n.*of a guest\n$/);
    expect(lines.at(-1)).not.toMatch(/^::/);
  },
);

const regressed = (message: string): Annotation => ({
  level: 'error',
  title: 'regressed',
  message,
});

describe('annotations', () => {
  test('are all kept where there are few, errors first', () => {
    const warning: Annotation = { level: 'warning', title: 'w', message: 'w' };
    expect(withinLimits([warning, regressed('a'), regressed('b')])).toEqual([
      regressed('a'),
      regressed('b'),
      warning,
    ]);
  });

  test('of one level stay below ten, the last telling how many are not shown', () => {
    const kept = withinLimits(Array.from({ length: 30 }, (_, index) => regressed(`cell ${index}`)));
    expect(kept).toHaveLength(9);
    expect(kept.at(-1)?.message).toBe('22 more are in the step summary');
  });

  test('are cut at 4,096 characters', () => {
    const [kept] = withinLimits([regressed('x'.repeat(5000))]);
    expect(kept?.message).toHaveLength(4096);
    expect(kept?.message.endsWith('…')).toBe(true);
  });
});
