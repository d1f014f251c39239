import { commitOf } from '../core/commit.ts';
import { metricOf } from '../core/metric.ts';
import type { CellJudgement, JudgedRun } from '../judge/judgement.ts';
import { plainText } from '../plain-text.ts';
import type { SeriesDetails } from './baselines.ts';
import { reasonText, whyLeftOut } from './reasons.ts';

type Field = string | number | boolean | null | undefined;

/** Every cell of some runs, in base units, for spreadsheets and programs (RFC 4180). */
export function cellsCsv(runs: readonly JudgedRun[]): string {
  const head =
    'started,commit,disk,side,workload,metric,unit,gated,verdict,base,head,change,low,high,mde,rounds,reason';
  const rows = runs.flatMap(({ run, judgement }) =>
    judgement.cells.map(cell => [
      run.startedAt,
      commitOf(run),
      cell.arm,
      cell.side,
      cell.workload,
      cell.metric,
      metricOf(cell.metric).unit,
      cell.gated,
      cell.verdict,
      cell.base,
      cell.head,
      cell.change,
      cell.interval?.low,
      cell.interval?.high,
      cell.mde,
      cell.headRounds,
      whyOf(cell),
    ]),
  );
  return csv(head, rows);
}

/** The runs of a series, the newest first. */
export function seriesCsv({ series, runs }: SeriesDetails): string {
  const rows = runs.map(run => [
    run.startedAt,
    run.commit,
    series.fingerprint,
    run.digest,
    run.rounds,
    run.disks.map(({ name }) => name).join(' '),
    run.unusable && whyLeftOut(run.unusable),
  ]);
  return csv('started,commit,environment,run,rounds,disks,unusable', rows);
}

/**
 * The gated cells of some runs, each as a test: what fails the gate is a failure, what nobody could
 * decide is skipped.
 */
export function cellsJunit(runs: readonly JudgedRun[]): string {
  return junit(
    runs.map(({ run, judgement: { cells, passed, accepted } }) => {
      const isLost = ({ verdict }: CellJudgement) =>
        verdict === 'regressed' || verdict === 'missing';
      const gated = cells.filter(cell => cell.gated);
      // Where no loss failed it, it was what nobody could decide.
      const isOpen = !passed && !gated.some(isLost);
      return {
        name: 'storage-gate',
        time: run.startedAt,
        cases: gated.map(cell => ({
          group: cell.arm,
          name: `${cell.workload} ${cell.metric}`,
          ...(isLost(cell) && accepted === undefined && { failure: cell.verdict }),
          ...(cell.verdict === 'inconclusive' && {
            [isOpen ? 'failure' : 'skipped']: cell.verdict,
          }),
          text: `change ${cell.change}, interval ${cell.interval?.low} to ${cell.interval?.high}${accepted === undefined ? '' : `, accepted by ${accepted.by}`}; ${whyOf(cell)}`,
        })),
      };
    }),
  );
}

/** The runs of a series, each as a test: those that can be no baseline are skipped. */
export function seriesJunit({ series, runs, damaged }: SeriesDetails): string {
  const cases = runs.map(run => ({
    group: series.fingerprint,
    name: `${run.startedAt} ${run.commit ?? ''}`,
    ...(run.unusable && { skipped: whyLeftOut(run.unusable) }),
  }));
  const unread = damaged.map(({ path, reason }) => ({
    group: series.fingerprint,
    name: path,
    failure: reason,
  }));
  return junit([{ name: 'baselines', time: series.newest, cases: [...cases, ...unread] }]);
}

function whyOf({ reason }: CellJudgement): string {
  return reason === undefined ? '' : reasonText(reason);
}

function csv(head: string, rows: readonly (readonly Field[])[]): string {
  const lines = rows.map(row => row.map(field => csvField(field ?? '')).join(','));
  return [head, ...lines, ''].join('\r\n');
}

/** Foreign text never begins as a formula does, which a spreadsheet would obey. */
function csvField(field: Exclude<Field, null | undefined>): string {
  if (typeof field !== 'string') return String(field);
  const text = plainText(field).replace(/^(?=[=+\-@])/, "'");
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface TestCase {
  readonly group: string;
  readonly name: string;
  readonly failure?: string;
  readonly skipped?: string;
  readonly text?: string;
}

/** As Jenkins and GitLab read it: nobody knows of a case how long it took. */
function junit(
  suites: readonly {
    readonly name: string;
    readonly time: string;
    readonly cases: readonly TestCase[];
  }[],
): string {
  const bodies = suites.map(({ name, time, cases }) => {
    const count = (kind: 'failure' | 'skipped') =>
      cases.filter(one => one[kind] !== undefined).length;
    const tests = cases.map(one => {
      const { failure, skipped } = one;
      const found = [
        failure === undefined ? '' : `<failure message="${xml(failure)}"/>`,
        skipped === undefined ? '' : `<skipped>${xml(skipped)}</skipped>`,
      ];
      const said = one.text === undefined ? '' : `<system-out>${xml(one.text)}</system-out>`;
      return `<testcase classname="${xml(one.group)}" name="${xml(one.name)}" time="0">${found.join('')}${said}</testcase>`;
    });
    return `<testsuite name="${name}" tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}" time="0" timestamp="${time.slice(0, 19)}">\n${tests.join('\n')}\n</testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${bodies.join('\n')}\n</testsuites>\n`;
}

/** Foreign text for HTML and XML, in a sentence or an attribute: it shows as it is, on one line. */
export function xml(text: string): string {
  return plainText(text).replaceAll(/[&<>"']/g, mark => `&#${mark.charCodeAt(0)};`);
}
