import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../src/action/ending.ts';
import { composeComment, type Finding, type Leg } from '../../src/action/finding.ts';
import type { Run } from '../../src/core/run.ts';
import { GateError } from '../../src/errors.ts';
import { judge } from '../../src/judge/judge.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { showMarkdown, textIn } from '../harness/github-markdown.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';

const golden = join(import.meta.dirname, '../../fixtures/golden');
const reports = readdirSync(golden).filter(name => name.endsWith('.md'));

/** Everything that has been tried to break out of a cell, a sentence or a fold. */
const hostile = [
  '@everyone please @octo-org/team look',
  '</details></td><img src=x onerror=alert(1)><script>alert(1)</script>',
  '[click](https://evil.example) ![pixel](https://evil.example/x.png) <https://evil.example> www.evil.example',
  'fixes #1, GH-2, octo-org/octo-repo#3, evil@example.com',
  '| a | b |\n|---|---|\n\n# heading\n\n```sh\nrm -rf /\n```',
  '<!-- qemu-storage-gate:Storage-gate.gate --> **bold** `code` ~~gone~~ :tada: $x^2$',
].join(' ');

function judgedRun(change: Partial<Run> = {}) {
  const next = noise(7, 0.01);
  const arms = [
    diskArm('prod', { cache: 'directsync' }),
    diskArm('prod', { cache: 'none' }, 'base'),
  ];
  const built = buildRun({
    arms,
    rounds: 12,
    value: ({ arm }) => (arm.side === 'head' ? 0.6 : 1) * 1e8 * next(),
  });
  const run = { ...built, ...change };
  return {
    run,
    judgement: judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy }),
    claims: judgeClaims(run),
  };
}

const built = buildRun({
  environment: {
    cpuModel: hostile.slice(0, 500),
    device: hostile.slice(0, 500),
    tools: { sysbench: hostile.slice(0, 500) },
  },
});
const judged = judgedRun({
  environment: built.environment,
  caveats: [{ kind: 'emulated', said: hostile.slice(0, 500) }],
});
const legs: Leg[] = [
  { name: hostile, judged },
  { name: 'gone', problem: hostile, isAbsent: true },
];
const findings: readonly (readonly [string, Finding])[] = [
  ['a judged run', { kind: 'judged', legs: [{ name: 'gate', judged }], notes: [hostile] }],
  ['several runs', { kind: 'judged', legs, notes: [hostile] }],
  ['a run that measured nothing', { kind: 'not-measured', reason: hostile }],
  ['nothing that changed', { kind: 'nothing-changed', notes: [hostile] }],
];

function comment(finding: Finding): string {
  const facts = {
    forge: 'GitHub' as const,
    serverUrl: 'https://github.example',
    repository: { owner: 'o', name: 'r' },
    runId: 42,
    runAttempt: 1,
  };
  return composeComment({ finding, facts, sha: 'a'.repeat(40), before: undefined, limit: 65_000 })
    .body;
}

describe('what GitHub shows', () => {
  test.each(reports)('of the report %s is all of it: its sanitiser takes nothing away', name => {
    const shown = showMarkdown(readFileSync(join(golden, name), 'utf8'));
    expect(shown.isChanged).toBe(false);
    expect(shown.elements('h3').map(textIn)[0]).toMatch(/^Storage gate: /);
    expect(shown.elements('table').length).toBeGreaterThan(0);
    for (const table of shown.elements('table')) expect(textIn(table)).not.toContain('|');
    expect(
      shown
        .elements('details')
        .every(({ children }) => textIn({ type: 'root', children }).trim() !== ''),
    ).toBe(true);
    expect(shown.text).not.toMatch(/<\/?details|&#|\*\*/);
  });

  test.each(findings)(
    'of a comment about %s with hostile text is that text, and nothing that acts',
    (_, finding) => {
      const shown = showMarkdown(comment(finding));
      expect(shown.isChanged).toBe(false);
      expect(shown.elements('img')).toEqual([]);
      expect(shown.elements('script')).toEqual([]);
      const links = shown.elements('a').map(({ properties }) => properties['href']);
      expect(links).toEqual(['https://github.example/o/r/actions/runs/42/attempts/1']);
      // GitHub looks for these in the text that results.
      const foreign = shown.text.replaceAll(/^.*actions\/runs.*$/gm, '');
      expect(foreign).not.toMatch(/@[A-Za-z]|#\d|\bGH-\d|https?:\/\/|www\./);
      expect(foreign.replaceAll('\u{200b}', '')).toContain('@everyone please @octo-org/team look');
      expect(shown.elements('h1')).toEqual([]);
    },
  );

  test('of a table with hostile names has as many cells as its head', () => {
    const shown = showMarkdown(comment({ kind: 'judged', legs, notes: [] }));
    const [table] = shown.elements('table');
    const rows = shown.elements('tr').slice(0, 3);
    expect(
      rows.map(({ children }) => children.filter(child => child.type === 'element').length),
    ).toEqual([3, 3, 3]);
    expect(table === undefined ? '' : textIn(table).replaceAll('\u{200b}', '')).toContain(
      '</details></td><img src=x',
    );
  });

  test('of a failure is the console as text, in one block that it can not leave', () => {
    const consoleTail = `${hostile}\n</pre><b>out</b>`;
    const shown = showMarkdown(
      describeFailure(new GateError('guest-panic', { problem: 'the guest panicked', consoleTail })),
    );
    expect(shown.elements('pre')).toHaveLength(1);
    expect(shown.elements('b')).toEqual([]);
    expect(shown.elements('img')).toEqual([]);
    const [pre] = shown.elements('pre');
    expect(pre === undefined ? '' : textIn(pre)).toContain('</pre><b>out</b>');
  });

  test('of a comment about a pull request without a change is at most 15 lines when it is folded, caveats and all', () => {
    const next = noise(7, 0.005);
    const arms = [diskArm('prod'), diskArm('prod', {}, 'base')];
    const caveats = Array.from(
      { length: 20 },
      (_, index) => ({ kind: 'emulated', said: `doubt ${index}` }) as const,
    );
    const run = buildRun({ arms, rounds: 16, caveats, value: () => 1e8 * next() });
    const judgement = judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy });
    expect(judgement.verdict).toBe('unchanged');
    const unchanged: Finding = {
      kind: 'judged',
      legs: [{ name: 'gate', judged: { run, judgement, claims: [] } }],
      notes: [],
    };
    const folded = showMarkdown(comment(unchanged)).html.replaceAll(
      /<\/summary>[^]*?<\/details>/g,
      '',
    );
    const lines = showMarkdown(folded)
      .text.split('\n')
      .filter(line => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(15);
  });
});
