import { commitOf } from '../core/commit.ts';
import { metricNames } from '../core/metric.ts';
import { pairOfArm } from '../core/pair.ts';
import { formatChange, formatInterval, formatMoment, formatShare } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { headIndexOf, sampleOf } from '../core/sample.ts';
import { liveBaseOf } from '../judge/cell.ts';
import type { CellJudgement, JudgedRun } from '../judge/judgement.ts';
import { caveatTexts } from '../report/caveats.ts';
import { changeText } from '../report/definitions.ts';
import { xml as text } from '../report/exports.ts';
import { headlineOf } from '../report/headline.ts';
import { attestationList, costsOf, intervalLegend, labelsOf } from '../report/labels.ts';
import { reasonText } from '../report/reasons.ts';
import { rowLabel, titlesOf } from '../report/tables.ts';
import { formatValue } from '../report/units.ts';
import { type Assets, htmlDocument } from './document.ts';
import { intervalPicture, roundsPicture } from './picture.ts';
import words from './words.json' with { type: 'json' };

/** Judged runs as one page that needs nothing else, not even a script. */
export function runsPage(runs: readonly JudgedRun[], { style }: Assets): string {
  const body = `<main>${runs.map(runHtml).join('')}</main>`;
  return htmlDocument({ title: 'Storage gate: run', body, assets: { style } });
}

function runHtml({ run, judgement }: JudgedRun): string {
  const titleOf = titlesOf(run);
  const { title, sentence, sureness } = headlineOf(judgement, titleOf);
  const about = `${formatMoment(run.startedAt)}, ${commitOf(run)?.slice(0, 12) ?? 'no commit'}, environment ${run.fingerprint.slice(0, 12)}`;
  const { gatedCells } = judgement;
  const shown = judgement.cells.filter(({ gated }) => gated || gatedCells === 0);
  const rest = judgement.cells.filter(cell => !shown.includes(cell));
  const rows = (cells: readonly CellJudgement[]): string =>
    tableHtml(
      words.cellColumns,
      cells.map(cell => cellRow(run, cell, titleOf)),
      cell => cell,
    );
  return `<h1 class="${judgement.verdict}"><span class="verdict">${text(title)}</span></h1><p>${text(sentence)}. ${text(sureness)}</p><p class="faint">${text(about)}</p>
${listHtml('Changes', judgement.changes.map(changeText))}
${rows(shown)}<p class="faint">${words.cellLegend} ${text(intervalLegend(judgement))}</p>
${rest.length === 0 ? '' : `<details><summary>Not gated: ${rest.length}</summary>${rows(rest)}</details>`}
${listHtml('Caveats', caveatTexts(run, judgement))}
<h2>Latency</h2>${latencyHtml(run, titleOf)}
${listHtml(
  'Attested',
  attestationList(run).map(({ label, text: found }) => `${label}: ${found}`),
)}
${listHtml('How it was measured', [...labelsOf(run).map(({ name, text: said }) => `${name}: ${said}`), costsOf(run)])}`;
}

function cellRow(run: Run, cell: CellJudgement, titleOf: (workload: string) => string): string[] {
  const { metric, change, interval, tolerance, reason, drift, outliers = [] } = cell;
  const value = (level: number | undefined): string =>
    level === undefined ? '' : formatValue(metric, level);
  const notes = [
    ...(reason === undefined ? [] : [reasonText(reason)]),
    ...(drift === undefined ? [] : [`drift ${formatChange(drift)}`]),
    ...outliers.map(({ round, change: by }) => `round ${round}: ${formatChange(by)}`),
  ];
  return [
    text(
      `${rowLabel({ name: cell.arm, side: cell.side })}, ${titleOf(cell.workload)}${metric === 'throughput' ? '' : `, ${metric}`}`,
    ),
    `<b class="${cell.verdict}"><span class="verdict">${cell.verdict}</span></b>`,
    `${value(cell.base)} → ${value(cell.head)}`,
    change === undefined ? '' : formatChange(change),
    interval === undefined || change === undefined
      ? ''
      : `${intervalPicture({ change, tolerance, ...interval })}<br>${formatInterval(interval)}, tolerance ${formatShare(tolerance)}`,
    roundsPicture(sidesOf(run, cell).map(side => (side.kind === 'values' ? side.logs : []))),
    text(notes.join('; ')),
  ];
}

/** The rounds of a cell and of what it was measured beside. */
function sidesOf(
  run: Run,
  { arm, workload, metric }: Pick<CellJudgement, 'arm' | 'workload' | 'metric'>,
) {
  const head = headIndexOf(run, arm);
  const pair = pairOfArm(run.plan, head);
  const against = run.plan.pairs?.[pair ?? -1]?.against ?? liveBaseOf(run, arm)?.index;
  return [head, ...(against === undefined ? [] : [against])].map(armIndex =>
    sampleOf(run, { armIndex, pair, workload, metric }),
  );
}

function latencyHtml(run: Run, titleOf: (workload: string) => string): string {
  const metrics = metricNames.filter(name => name.startsWith('latency'));
  const heads = run.arms.filter(({ side }) => side === 'head');
  const rows = heads.flatMap(({ name: arm }) =>
    run.plan.suite.workloads.map(({ name: workload }) => [
      `${arm}, ${titleOf(workload)}`,
      ...metrics.map(metric =>
        sidesOf(run, { arm, workload, metric })
          .flatMap(side => (side.kind === 'values' ? [formatValue(metric, side.centre)] : []))
          .join(' / '),
      ),
    ]),
  );
  return tableHtml(['head / beside it', ...metrics], rows, text);
}

function tableHtml(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  show: (cell: string) => string,
): string {
  const body = rows.map(row => `<tr>${row.map(cell => `<td>${show(cell)}</td>`).join('')}</tr>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${head[0]}"><table><thead><tr>${head.map(name => `<th>${name}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function listHtml(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${title}</h2><ul>${items.map(item => `<li>${text(item)}</li>`).join('')}</ul>`;
}
