import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepDocument, requireOutput } from '../../src/cli/documents.ts';
import { GateError } from '../../src/errors.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { buildRun } from '../harness/run-builder.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

describe('the file of --out, before anything is measured', () => {
  test('may be there or not, and is not made', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const path = join(directory.path, 'run.json');
    await requireOutput(undefined);
    await requireOutput(path);
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, 'old');
    await requireOutput(path);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test.each(['folder', 'missing/run.json', 'file/run.json'])(
    'cannot be %s, which is said with what to do',
    async name => {
      await using directory = await temporaryDirectory({ name: plainName });
      mkdirSync(join(directory.path, 'folder'));
      writeFileSync(join(directory.path, 'file'), '');
      await expect(requireOutput(join(directory.path, name))).rejects.toMatchObject({
        code: 'bad-argument',
        facts: {
          problem: expect.stringMatching(new RegExp(`/${name} can't be written$`)),
          remedy: expect.stringContaining('give the path of a file'),
        },
      });
    },
  );
});

describe('a run whose store fails at the end', () => {
  const failure = new GateError('store-unusable', { problem: 'no space', remedy: 'free some' });

  test('is kept in the file of --out, and the failure is told as it was', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const [terminal, out, run] = [
      keptTerminal(directory.path),
      join(directory.path, 'run.json'),
      buildRun(),
    ];
    const kept = keepDocument({
      out,
      directory: directory.path,
      baseline: 'git:main-runs',
      terminal,
    });
    await kept.keep(run);
    await expect(kept.rescue(failure)).rejects.toBe(failure);
    expect(readFileSync(out, 'utf8')).toBe(encodeRun(run));
    expect(terminal.said).toEqual([
      expect.stringContaining(`\`storage-gate record ${out} --baseline git:main-runs\``),
    ]);
  });

  test('is kept beside what earlier ones left, where nobody named a file', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const terminal = keptTerminal(directory.path);
    const runs = [1, 2].map(day => buildRun({ startedAt: `2026-03-0${day}T12:00:00.000Z` }));
    for (const run of runs) {
      const request = {
        out: undefined,
        directory: directory.path,
        baseline: 'dir:their runs',
        terminal,
      };
      const kept = keepDocument(request);
      await kept.keep(run);
      await expect(kept.rescue(failure)).rejects.toBe(failure);
    }
    const paths = ['storage-gate-unstored.json', 'storage-gate-unstored-2.json'].map(name =>
      join(directory.path, name),
    );
    expect(paths.map(path => readFileSync(path, 'utf8'))).toEqual(runs.map(encodeRun));
    expect(terminal.said).toEqual(
      paths.map(path =>
        expect.stringContaining(`\`storage-gate record ${path} --baseline 'dir:their runs'\``),
      ),
    );
  });

  test('is on disk as soon as it is finished, and gone once it is stored', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const terminal = keptTerminal(directory.path);
    const request = { out: undefined, directory: directory.path, baseline: 'dir:x', terminal };
    const [kept, run] = [keepDocument(request), buildRun()];
    await kept.keep(run);
    const later = { ...run, caveats: [{ kind: 'left-behind', said: 'EBUSY' }] } as const;
    await kept.keep(later);
    const path = join(directory.path, 'storage-gate-unstored.json');
    expect(readdirSync(directory.path)).toEqual(['storage-gate-unstored.json']);
    expect(readFileSync(path, 'utf8')).toBe(encodeRun(later));
    await kept.settle();
    expect(readdirSync(directory.path)).toEqual([]);
    expect(terminal.said).toEqual([]);
  });

  test('goes elsewhere where --out fails at the end, and the failure is told', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const [terminal, out] = [keptTerminal(directory.path), join(directory.path, 'gone/run.json')];
    const kept = keepDocument({ out, directory: directory.path, baseline: 'dir:x', terminal });
    const error: unknown = await kept.keep(buildRun()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bad-argument' });
    await expect(kept.rescue(error)).rejects.toBe(error);
    expect(readdirSync(directory.path)).toEqual(['storage-gate-unstored.json']);
    expect(terminal.said).toEqual([expect.stringContaining('storage-gate-unstored.json')]);
  });

  test('costs nothing where no document can be written beside a store that can', async () => {
    const terminal = keptTerminal('/nonexistent');
    const request = { out: undefined, directory: '/proc', baseline: 'dir:x', terminal };
    const kept = keepDocument(request);
    await kept.keep(buildRun());
    await kept.settle();
    expect(terminal.said).toEqual([]);
  });

  test('that trouble ended is not offered to be recorded', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    const [terminal, out] = [keptTerminal(directory.path), join(directory.path, 'run.json')];
    const kept = keepDocument({
      out,
      directory: directory.path,
      baseline: 'git:main-runs',
      terminal,
    });
    await kept.keep(buildRun({ stop: 'trouble' }));
    await expect(kept.rescue(failure)).rejects.toBe(failure);
    expect(terminal.said).toEqual([`the rounds measured so far are in ${out}`]);
  });
});
