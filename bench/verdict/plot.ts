import type { CaseOutcome } from './outcome.ts';

const rowHeight = 18;
const labelWidth = 420;
const axisWidth = 420;
/** Right end of the axis: false alarms of 1.5 %. */
const most = 0.015;

/**
 * Each case's rate of false alarms, with the bound, against the budget of 1 %: one row a case, as
 * SVG.
 */
export function plotOf(cases: readonly CaseOutcome[]): string {
  const height = 40 + cases.length * rowHeight;
  const x = (share: number): number => labelWidth + (Math.min(share, most) / most) * axisWidth;
  const rows = cases.flatMap(({ name, falseAlarms, bound }, index) => {
    const y = 34 + index * rowHeight;
    return [
      `<text x="${labelWidth - 10}" y="${y + 4}" text-anchor="end">${name}</text>`,
      `<line x1="${x(falseAlarms).toFixed(1)}" x2="${x(bound).toFixed(1)}" y1="${y}" y2="${y}" stroke="#0969da" stroke-width="3"/>`,
      `<circle cx="${x(falseAlarms).toFixed(1)}" cy="${y}" r="4" fill="#0969da"/>`,
    ];
  });
  const budget = `<line x1="${x(0.01)}" x2="${x(0.01)}" y1="22" y2="${height}" stroke="#cf222e" stroke-dasharray="4 3"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${labelWidth + axisWidth + 20}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${labelWidth}" y="15">0 %</text>`,
    `<text x="${x(0.01)}" y="15" text-anchor="middle" fill="#cf222e">budget 1 %</text>`,
    `<text x="${x(most)}" y="15" text-anchor="end">1.5 %</text>`,
    budget,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}
