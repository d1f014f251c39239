import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { renderJson } from '../../src/report/formats.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { cellTable } from '../../src/report/markdown-tables.ts';
import { renderText } from '../../src/report/text.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import {
  buildHistory,
  buildRun,
  buildSeedRun,
  diskArm,
  gatingPolicy,
  noise,
  type ValueOfCell,
} from '../harness/run-builder.ts';

const golden = join(import.meta.dirname, '../../fixtures/golden');

function contentOf(run: Run, baseline: readonly Run[] = [], policy = gatingPolicy) {
  return {
    run,
    judgement: judge({ run, baseline: baselineOf(run, baseline), policy }),
    claims: judgeClaims(run),
  };
}

/** A run that the product made. */
function storedRun(name: string): Run {
  const decoded = decodeRun(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/runs', name), 'utf8')),
  );
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

const scenarios = {
  'first-run': () =>
    contentOf(
      buildSeedRun({ seed: 1, deviation: 0.05, environment: { accelerator: 'tcg' } }),
      [],
      defaultPolicy,
    ),
  'second-run': () =>
    contentOf(
      buildSeedRun({ seed: 1, deviation: 0.05 }),
      [buildSeedRun({ seed: 2, deviation: 0.05, startedAt: '2026-02-01T00:00:00.000Z' })],
      defaultPolicy,
    ),
  regressed: () => {
    const steady = (seed: number, level: number): ValueOfCell => {
      const factor = noise(seed, 0.01);
      return ({ workload, metric }) =>
        metric === 'latency-p95'
          ? 0.00123 * factor()
          : (workload === 'write-1m-qd2' ? level : 100) * 2 ** 20 * factor();
    };
    const metrics = ['throughput', 'latency-p95'] as const;
    const baseline = buildHistory(6, (startedAt, index) =>
      buildPairsRun({
        arms: [diskArm('prod', { cache: 'none' })],
        rounds: 10,
        metrics,
        startedAt,
        value: steady(index + 5, 100),
      }),
    );
    const arms = [diskArm('prod', { cache: 'directsync' })];
    const caveats = [{ kind: 'boot-retried', round: 1, said: 'it hung' } as const];
    return contentOf(
      buildPairsRun({ arms, rounds: 10, metrics, caveats, value: steady(1, 70) }),
      baseline,
    );
  },
  missing: () => {
    const unproven = {
      ok: false,
      evidence: [{ fact: 'cache.direct', expected: 'true', found: 'false' }],
    };
    const arms = [
      diskArm('prod'),
      { ...diskArm('scratch', { cache: 'none' }), attestation: unproven },
    ];
    const baseline = buildPairsRun({
      arms: [diskArm('prod'), diskArm('old')],
      startedAt: '2026-02-01T00:00:00.000Z',
    });
    return contentOf(buildPairsRun({ arms }), [baseline]);
  },
  incomparable: () =>
    contentOf(buildPairsRun(), [
      buildPairsRun({ environment: { hostKernel: '5.10' }, startedAt: '2026-02-01T00:00:00.000Z' }),
    ]),
  definitions: () => {
    const definition = {
      path: 'vms/prod.xml',
      target: 'vda',
      line: 10,
      lines: { cache: 12 },
      told: [{ name: 'vcpu', value: '4', line: 3, says: "4 queues; the gate's guest has 2" }],
      unmeasured: [{ name: 'iotune', value: '5000', line: 17 }],
    };
    const before = { ...definition, path: 'out/base.xml', unmeasured: [], given: true };
    const arms = [
      diskArm('prod', { cache: 'directsync' }),
      diskArm('prod', { cache: 'none' }, 'base'),
    ];
    const run = buildPairsRun({ arms, rounds: 10 });
    const planned = run.plan.arms.map(arm => ({
      ...arm,
      definition: arm.side === 'head' ? definition : before,
    }));
    const plan = { ...run.plan, arms: planned, unchanged: ['web', 'db'] };
    return contentOf({ ...run, plan });
  },
  'fio-suite': () => contentOf(storedRun('fio.json')),
} as const;

test.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
  'the report of the scenario %s reads as stored',
  async name => {
    const content = scenarios[name]();
    await expect(renderText({ ...content, color: false })).toMatchFileSnapshot(
      join(golden, `${name}.txt`),
    );
    await expect(renderMarkdown({ ...content, limit: 65_536 })).toMatchFileSnapshot(
      join(golden, `${name}.md`),
    );
  },
);

test('the table of the blog post comes first, with its rows and columns', () => {
  const lines = renderText({ ...scenarios['first-run'](), color: false }).split('\n');
  expect(lines[0]?.split(/ {2,}/)).toEqual([
    'MiB/s',
    'random read',
    'random write',
    'sequential read',
    'sequential write',
  ]);
  const labels = lines.slice(1, 9).map(line => line.split(/ {2,}/)[0]);
  expect(labels).toEqual([
    'host',
    'host direct',
    'default',
    'writeback',
    'writethrough',
    'none',
    'directsync',
    'unsafe',
  ]);
  expect(lines[8]).toMatch(/0\.\d+x {2}±\d\.\d %/);
});

/** Six runs before this one, of a host whose rounds vary by `deviation`. */
function undecided(deviation: number, rounds: number) {
  const run = (seed: number, startedAt: string): Run => {
    const factor = noise(seed, deviation);
    const value: ValueOfCell = ({ workload }) => (workload === 'rndrd' ? factor() : 1) * 2 ** 27;
    return buildRun({ rounds, startedAt, value });
  };
  const history = buildHistory(6, (startedAt, index) => run(index + 40, startedAt));
  return contentOf(run(3, '2026-03-01T12:00:00.000Z'), history);
}

/** The rows of the post, gated since a policy asks for it: each by its own noise. */
function gatedSeedRun() {
  const [run, earlier] = [1, 2].map(seed => buildSeedRun({ seed, deviation: 0.05 }));
  if (run === undefined || earlier === undefined) throw new RangeError('there are two');
  return contentOf(run, [{ ...earlier, startedAt: '2026-02-01T00:00:00.000Z' }]);
}

test('a run in which nothing is gated says so in place of a verdict, what moved, and how to gate a disk', () => {
  const { run, ...rest } = scenarios['second-run']();
  const slower = {
    ...run,
    rounds: run.rounds.map(round => ({
      ...round,
      measurements: round.measurements.map(one =>
        one.arm === 3 && one.workload === 'seqwr' ? { ...one, value: one.value / 2 } : one,
      ),
    })),
  };
  const earlier = buildSeedRun({ seed: 2, deviation: 0.05, startedAt: '2026-02-01T00:00:00Z' });
  const moved = contentOf(slower, [earlier], defaultPolicy);
  const text = renderText({ ...moved, color: false });
  expect(text).toMatch(/^nothing was gated: 1 of 32 rows moved since earlier runs$/m);
  expect(text).toMatch(
    /^ {2}writeback +sequential write .* -\d+ % +[·━┃┆┿‹›]{13} +-\d+ % to -\d+ % {2}moved, worse$/m,
  );
  expect(text.match(/moved, /g)).toHaveLength(1);
  const markdown = renderMarkdown({ ...moved, limit: 65_536 });
  expect(markdown).toMatch(
    /^### Storage gate: nothing was gated: 1 of 32[^]*^\*\*Nothing was gated\.\*\*/m,
  );
  expect(markdown).toMatch(/^\|writeback\|sequential write\|moved, worse\|/m);
  for (const report of [text, markdown, renderText({ run, ...rest, color: false })]) {
    expect(report).not.toMatch(/gate passed|1000 %|unchanged/);
    expect(report.replaceAll(/\s+/g, ' ')).toMatch(
      /To gate a disk, .* --base-disk name(=|&#61;)prod/,
    );
  }
});

test('the first line of an undecided comparison says what could have been caught', () => {
  const content = undecided(0.06, 8);
  expect(renderText({ ...content, color: false })).toMatch(
    /^not decided: this run could have detected a loss of \d+ %$/m,
  );
  expect(renderMarkdown({ ...content, limit: Infinity })).toMatch(
    /^### Storage gate: not decided: this run could have detected a loss of \d+ %\n\n\*\*The gate passed\.\*\*/,
  );
});

test('one that could not have detected a loss of half says so, and what would decide it', () => {
  const few = renderText({ ...gatedSeedRun(), color: false }).replaceAll(/\s+/g, ' ');
  expect(few).toMatch(
    /not decided: this run could not have detected even a loss of half.*: 3 rounds are too few on a host this noisy 24 of 24 gated cells undecided; what would decide them: 6 rounds or more, a quieter host, more stored runs, a base side measured in the same run, or fewer gated cells the gate passed/,
  );
  expect(few).not.toContain('could have detected');
  const noisy = renderText({ ...undecided(0.6, 8), color: false }).replaceAll(/\s+/g, ' ');
  expect(noisy).toMatch(
    /a loss of half: 8 rounds are too few .* what would decide them: more rounds, a quieter/,
  );
});

test('a latency that rose has a change below 0, and the report says how to read that', () => {
  const value: ValueOfCell = ({ metric }) => (metric === 'latency-p95' ? 0.00125 : 2 ** 27);
  const metrics = ['throughput', 'latency-p95'] as const;
  const baseline = buildRun({
    metrics,
    startedAt: '2026-02-01T00:00:00.000Z',
    value: cell => (cell.metric === 'latency-p95' ? 0.001 : 2 ** 27),
  });
  const content = contentOf(buildRun({ metrics, value }), [baseline]);
  const report = renderMarkdown({ ...content, limit: Infinity });
  expect(report).toMatch(/^\|disk\|.*\|change, \+ is better\|/m);
  expect(report).toMatch(/random read, latency-p95\|[^|]*\|1\sms\|1\.25\sms\|-20\s%\|.*\|lower\|/);
  for (const text of [report, renderText({ ...content, color: false })]) {
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /change: \+ is better, - is worse, for latencies too \(a higher latency counts as worse\)/i,
    );
  }
});

test('the terminal report ends with what to do next, and with the command that shows the loss again', () => {
  const [, next = ''] = renderText({ ...scenarios.regressed(), color: false }).split(
    '\nWhat to do next\n',
  );
  expect(next).toMatch(
    /Revert or fix the change.*acknowledge --reason TEXT.*storage-gate run [^]*cache=none,[^,]*,/s,
  );
  expect(next.trim().split('\n').at(-1)).toMatch(/^ {6}--base-disk name=prod,\S*size=1GiB$/);
  const open = renderText({ ...gatedSeedRun(), color: false });
  expect(open).toContain(
    'What to do next\n  Nothing is blocked. To decide it, use more rounds or fewer',
  );
  expect(open).not.toContain('storage-gate run');
});

test('colour only marks: without it the words are the same', () => {
  const content = scenarios.regressed();
  const colored = renderText({ ...content, color: true });
  expect(colored).toContain('\u{1b}[31mregressed\u{1b}[39m');
  expect(colored.replaceAll(/\p{Cc}\[\d+m/gu, '')).toBe(renderText({ ...content, color: false }));
});

test('no line of the terminal report is wider than its tables need', () => {
  const lines = renderText({ ...scenarios['first-run'](), color: false }).split('\n');
  for (const line of lines) expect(line).toMatch(/^.{0,120}$/);
});

test('the Markdown report never exceeds its limit, and never cuts a table', () => {
  const contents = Object.values(scenarios).map(build => build());
  fc.assert(
    fc.property(
      fc.constantFrom(...contents),
      fc.integer({ min: 0, max: 12_000 }),
      (content, limit) => {
        const report = renderMarkdown({ ...content, limit });
        expect(report.length).toBeLessThanOrEqual(limit);
        const rows = report.split('\n').filter(line => line.startsWith('|'));
        for (const row of rows) expect(row).toMatch(/\|$/);
        expect(report.match(/<details>/g)?.length).toBe(report.match(/<\/details>/g)?.length);
      },
    ),
  );
});

test('detail is dropped before what a reviewer needs, and what was dropped is named', () => {
  const content = scenarios.regressed();
  const report = renderMarkdown({ ...content, limit: 1800 });
  expect(report).toMatch(
    /regressed[^]*cache none -&#62; directsync[^]*\|prod\|write 1M, depth 2\|/,
  );
  expect(report).toMatch(
    /_Left out because of the size limit: cells that are not gated, attestation, environment, throughput table/,
  );
  expect(renderMarkdown({ ...content, limit: 60 })).toBe('Storage gate: regressed, failed\n');
});

test('caveats stand open where there are few of them and something to decide; many are counted, folded and cut', () => {
  const { run, judgement, claims } = scenarios.regressed();
  const reportOf = (count: number, verdict = judgement.verdict) => {
    const caveats = Array.from(
      { length: count },
      (_, index) => ({ kind: 'emulated', said: `doubt ${index}` }) as const,
    );
    const content = {
      run: { ...run, caveats },
      judgement: { ...judgement, verdict, caveats: [] },
      claims,
    };
    return renderMarkdown({ ...content, limit: 65_536 });
  };
  expect(reportOf(3)).toMatch(/^\*\*Caveats\*\*\n\n- software emulation .*: doubt 0\n/m);
  expect(reportOf(4)).toMatch(
    /<summary>4 caveats<\/summary>\n\n- software emulation .*: doubt 0\n/,
  );
  expect(reportOf(1, 'unchanged')).toMatch(
    /<summary>1 caveat<\/summary>\n\n- software emulation .*: doubt 0\n/,
  );
  expect(reportOf(60)).toMatch(
    /<summary>60 caveats<\/summary>[^]*\n- [^\n]*doubt 49\n- and 10 more\n\n<\/details>/,
  );
});

test('a table that is too long by itself does not take along what would fit', () => {
  const arms = Array.from({ length: 126 }, (_, index) => diskArm(`disk${index}`));
  const run = buildRun({ arms });
  const report = renderMarkdown({
    ...contentOf(run, [buildRun({ arms, startedAt: '2026-02-01T00:00:00.000Z' })]),
    limit: 40_000,
  });
  expect(report.length).toBeLessThanOrEqual(40_000);
  expect(report).toMatch(/Throughput of this run[^]*How it was measured/);
  expect(report).toMatch(/_Left out because of the size limit: [^_]*cells/);
  expect(report).not.toMatch(/<summary>All 504 gated cells/);
});

test('hostile text in a run document shows as it is and does nothing', () => {
  const hostile =
    '@everyone | `x` <img src=x onerror=y> [a](http://evil.example) #1 <!-- qemu-storage-gate --> \u202e\u001b[2J\n## heading';
  const run = buildRun({
    arms: [diskArm('www.evil.example'), diskArm('GH-1')],
    environment: {
      cpuModel: hostile,
      device: hostile,
      filesystem: hostile,
      tools: { sysbench: hostile },
    },
    caveats: [
      { kind: 'failed', round: 0, arm: 'GH-1', side: 'head', workload: 'seqrd', said: hostile },
    ],
    value: ({ arm }) => (arm.name === 'GH-1' ? undefined : 1e8),
  });
  const base = buildRun({
    environment: { cpuModel: 'other' },
    startedAt: '2026-02-01T00:00:00.000Z',
  });
  const whole = renderMarkdown({ ...contentOf(run, [base]), limit: 65_536 });
  // GitHub links nothing in a code block, and names are the only foreign text in ours.
  const report = whole.replace(/^```sh$[^`]*^```$/m, '');
  expect(report).not.toMatch(/```|@everyone|<img|<!--|\]\(http|#1\b|www\.evil|GH-1|^## /m);
  expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(report.match(/<(?!\/?(details|summary)>)/g)).toBeNull();
  const text = renderText({ ...contentOf(run, [base]), color: false });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('the JSON report is one document with verdict, cells, claims and table, without infinities', () => {
  const json: unknown = JSON.parse(renderJson(scenarios.regressed()));
  expect(json).toMatchObject({
    schema: 1,
    verdict: 'regressed',
    passed: false,
    run: { rounds: 10 },
    judgement: { gatedCells: 6, baseline: expect.any(Array) },
    table: { columns: expect.arrayContaining(['write 1M, depth 2']) },
  });
  expect(renderJson(scenarios.regressed())).not.toContain('null,');
});

test('a reason that several cells have is said once below their table, one of a single cell beside its verdict', () => {
  const [cell] = contentOf(buildRun()).judgement.cells;
  if (cell === undefined) throw new Error('there is no cell');
  const reasons = [
    { kind: 'beyond-but-could-be-nothing' },
    { kind: 'small-loss' },
    { kind: 'beyond-but-could-be-nothing' },
    undefined,
  ] as const;
  const table = cellTable(
    reasons.map(reason => ({ ...cell, verdict: 'inconclusive', reason })),
    name => name,
  );
  expect(table.match(/inconclusive[^|]*(?=\|)/g)?.map(text => text.trim())).toEqual([
    'inconclusive\u00a0(1)',
    'inconclusive: a real loss, perhaps too small to matter: more rounds decide',
    'inconclusive\u00a0(1)',
    'inconclusive',
  ]);
  expect(table.split('\n\n').slice(1)).toEqual(['(1) beyond the tolerance, but could be nothing.']);
});

test('a report ends with the tolerance that its rounds could have held, unless something is red', () => {
  const held =
    /In 4 min 21 s this run could certify every gated cell at a tolerance of [\d.]+ %\.\n$/;
  expect(renderText({ ...undecided(0.06, 8), color: false })).toMatch(held);
  expect(renderMarkdown({ ...undecided(0.06, 8), limit: 65_536 })).toMatch(held);
  for (const scenario of [scenarios.regressed(), scenarios['first-run'](), undecided(0.6, 8)])
    expect(renderText({ ...scenario, color: false })).not.toMatch(/could certify/);
});
