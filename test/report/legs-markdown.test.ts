import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import { type LegReport, renderLegs } from '../../src/report/legs-markdown.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';

function leg(name: string, level: number): LegReport {
  const next = noise(7, 0.01);
  const arms = [diskArm('prod'), diskArm('prod', { cache: 'none' }, 'base')];
  const run = buildRun({
    arms,
    rounds: 12,
    value: ({ arm }) => (arm.side === 'head' ? level : 1) * 1e8 * next(),
  });
  return {
    name,
    judged: {
      run,
      judgement: judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy }),
      claims: judgeClaims(run),
    },
  };
}

const legs = [
  leg('nvme', 1),
  leg('ssd', 0.5),
  { name: 'hdd', problem: 'there is no run document' },
];
const red = { legs, verdict: 'regressed', passed: false, notes: [] };

describe('the report of several runs', () => {
  test('has a line for each run and a fold for each report, those that failed first', () => {
    const report = renderLegs({ ...red, notes: ['told once'], limit: 65_536 });
    expect(report).toMatch(
      /^### Storage gate: regressed: 2 of 3 runs failed\n\n\*\*The gate failed\.\*\*\n\n> told once\n\n\|run/,
    );
    expect(
      [...report.matchAll(/^\|(\w+)\|(\w+)/gm)]
        .slice(1, 4)
        .map(([, name, verdict]) => [name, verdict]),
    ).toEqual([
      ['ssd', 'regressed'],
      ['hdd', 'missing'],
      ['nvme', 'unchanged'],
    ]);
    expect(report).toMatch(
      /<summary>ssd<\/summary>\n\n### Storage gate: regressed[^]*<summary>nvme<\/summary>/,
    );
  });

  test.each([200, 700, 3000, 9000, 20_000])('fits %s characters, with every fold closed', limit => {
    const report = renderLegs({ ...red, limit });
    expect(report.length).toBeLessThanOrEqual(limit);
    expect(report).toMatch(/^(### )?Storage gate: regressed/);
    expect(report.match(/<details>/g)?.length).toBe(report.match(/<\/details>/g)?.length);
  });

  test('counts the runs that its table has no room for', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      name: `leg-${index}`,
      problem: 'no document',
    }));
    const report = renderLegs({ ...red, legs: many, limit: 65_536 });
    expect(report).toContain('and 440 runs more');
  });

  test('shows the name of a run as it is', () => {
    const hostile = { name: '@all | <b> [x](http://evil)', problem: '`x`\n| a |' };
    const report = renderLegs({ ...red, legs: [hostile], limit: 65_536 });
    expect(report).not.toMatch(/@all|<b>|\]\(http|`x`/);
    expect(report.split('\n').filter(line => line.startsWith('|'))).toHaveLength(3);
  });
});
