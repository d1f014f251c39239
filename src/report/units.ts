import { type MetricName, metricOf } from '../core/metric.ts';
import { formatFigure } from '../core/quantity.ts';

/** Bytes per second as `489.1 MiB/s`. */
export function formatThroughput(bytesPerSecond: number): string {
  return formatValue('throughput', bytesPerSecond);
}

/** A value of a metric in the unit that people expect: MiB/s, IOPS, ms. */
export function formatValue(metric: MetricName, value: number): string {
  return `${formatBare(metric, value)} ${shownUnit(metric)}`;
}

/** The same without its unit, for columns whose head names it. */
export function formatBare(metric: MetricName, value: number): string {
  return formatFigure(value * unitFactor(metric));
}

/** The unit in which a metric is shown: MiB/s, IOPS, ms, s/GiB, µs/IO. */
export function shownUnit(metric: MetricName): string {
  return shownUnits[metricOf(metric).unit].unit;
}

/** What a value in base units is multiplied by to be in the unit that is shown. */
export function unitFactor(metric: MetricName): number {
  return shownUnits[metricOf(metric).unit].factor;
}

const shownUnits = {
  'B/s': { unit: 'MiB/s', factor: 2 ** -20 },
  'op/s': { unit: 'IOPS', factor: 1 },
  s: { unit: 'ms', factor: 1000 },
  's/B': { unit: 's/GiB', factor: 2 ** 30 },
  's/op': { unit: 'µs/IO', factor: 1e6 },
} as const;

/** How a change of a cell is to be read, whatever the metric's direction. */
export const changeLegend =
  'change: + is better, - is worse, for latencies too (a higher latency counts as worse)';
