import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeReport } from '../../src/action/report.ts';
import { resolveBaseSide } from '../../src/config/base-side.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import type { Definition } from '../../src/core/definition.ts';
import type { Run } from '../../src/core/run.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { domainText as domain } from '../harness/domain.ts';
import { startGithub } from '../harness/github.ts';
import { baseOfPull, mergeOfPull } from '../harness/github-state.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import { diskArm, noise } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { valueOf } from '../harness/value-of.ts';
import { factsOf } from './prepared-scene.ts';

const file = 'vms/prod.xml';
const config = `version: 1\ndisks:\n  prod: { from: ${file}, size: 1GiB, without: [iotune] }\n  log: { cache: writeback, size: 1GiB }\n`;

/** What `report/` finds of a document, or of none, with these texts of a definition. */
async function report(before: string, after: string, run: Run | undefined) {
  await using directory = await temporaryDirectory();
  await using github = await startGithub({
    files: {
      [`${baseOfPull}:storage-gate.yml`]: config,
      [`${mergeOfPull}:storage-gate.yml`]: config,
      [`${baseOfPull}:${file}`]: before,
      [`${mergeOfPull}:${file}`]: after,
    },
  });
  if (run !== undefined) await writeFile(join(directory.path, 'run.json'), encodeRun(run));
  const facts = { ...factsOf(github.apiUrl, directory.path), serverUrl: 'http://127.0.0.1:9' };
  const inputs = {
    paths: ['run.json'],
    baselines: [`dir:${directory.path}/store`],
    config: 'storage-gate.yml',
    comment: 'always',
    status: 'always',
    ref: undefined,
    measured: 'success',
  } as const;
  const addressee = { facts, signal: new AbortController().signal, notes: [] };
  // Awaited here: the server ends with this scope.
  return await judgeReport(inputs, addressee);
}

/** A run as an honest job makes it of these texts. */
function honest(before: string, after: string): Run {
  const request = { raw: {}, origin: 'action', randomSeed: 0, workspace: '/' } as const;
  const configFile = { path: 'storage-gate.yml', text: config };
  const of = (text: string) => new Map([[file, { ok: true, value: text } as const]]);
  const baseSide = valueOf(resolveBaseSide({ ...request, configFile, definitions: of(before) }));
  const settings = valueOf(
    resolveSettings({ ...request, configFile, definitions: of(after), baseSide }),
  );
  const defined = new Map(
    settings.plan.arms.map(({ name, side, definition }) => [`${side} ${name}`, definition]),
  );
  const next = noise(7, 0.01);
  const arms = [
    diskArm('prod', { cache: 'directsync' }),
    diskArm('prod', { cache: 'none' }, 'base'),
  ].map(arm => ({ ...arm, commit: mergeOfPull }));
  const run = buildPairsRun({ arms, rounds: 12, value: () => 1e8 * next() });
  return withPlan(run, plan => ({
    ...plan,
    unchanged: ['log'],
    arms: plan.arms.map(arm => {
      const definition = defined.get(`${arm.side} ${arm.name}`);
      return definition === undefined ? arm : { ...arm, definition };
    }),
  }));
}

function withPlan(run: Run, edit: (plan: Run['plan']) => Run['plan']): Run {
  return { ...run, plan: edit(run.plan) };
}

function withDefinition(run: Run, edit: Partial<Definition> | undefined): Run {
  return withPlan(run, plan => ({
    ...plan,
    arms: plan.arms.map(({ definition, ...arm }) => {
      if (definition === undefined || edit === undefined || arm.side !== 'head') return arm;
      return { ...arm, definition: { ...definition, ...edit } };
    }),
  }));
}

const [before, after] = [domain(), domain({ cache: 'directsync' })];

function problemOf(finding: Awaited<ReturnType<typeof report>>): string | undefined {
  if (finding.kind !== 'judged') return finding.kind;
  const [leg] = finding.legs;
  return leg !== undefined && 'problem' in leg ? leg.problem : undefined;
}

describe('a document of a definition', () => {
  test('is judged where the repository has the same at both commits', async () => {
    expect(problemOf(await report(before, after, honest(before, after)))).toBeUndefined();
  });

  test.each<[string, (run: Run) => Run, RegExp]>([
    ['of no definition', run => withDefinition(run, undefined), /prod of the head is defined/],
    ['of another file', run => withDefinition(run, { path: 'b.xml' }), /prod of the head is/],
    ['of another line', run => withDefinition(run, { line: 2 }), /prod of the head is defined/],
    [
      'of something more that is not measured',
      run => withDefinition(run, { unmeasured: [{ name: 'iotune', value: '5' }] }),
      /prod of the head is defined otherwise than the repository has it/,
    ],
    [
      'that leaves out what changed',
      run => withPlan(run, plan => ({ ...plan, unchanged: ['log', 'prod2'] })),
      /leaves out the disk prod2, which may have changed/,
    ],
    [
      'that leaves out nothing, and lacks a disk',
      run => withPlan(run, ({ unchanged: _unchanged, ...plan }) => plan),
      /lacks the disk log/,
    ],
  ])('%s is none of the pull request', async (_, edit, problem) => {
    expect(problemOf(await report(before, after, edit(honest(before, after))))).toMatch(problem);
  });

  test('is none where the repository has another text than it was measured with', async () => {
    const run = honest(before, after);
    const limited = domain({ cache: 'directsync', iops: 500 });
    expect(problemOf(await report(before, limited, run))).toMatch(/prod of the head is defined/);
  });
});

describe('without a document', () => {
  test('nothing changed where the definitions say so', async () => {
    expect((await report(before, domain({ serial: 'b2' }), undefined)).kind).toBe(
      'nothing-changed',
    );
  });

  test('a change is missing', async () => {
    expect(problemOf(await report(before, after, undefined))).toBe('there is no run document');
  });

  test.each([
    ['less durability', domain({ cache: 'unsafe' }), 'regressed', 7],
    ['a change that nobody measures', domain({ iops: 500 }), 'missing', 11],
  ])('%s is red by the repository alone', async (_, text, verdict, line) => {
    expect(await report(before, text, undefined)).toMatchObject({
      kind: 'at-once',
      reds: [{ title: `${verdict}: prod`, at: { path: file, line } }],
    });
  });
});
