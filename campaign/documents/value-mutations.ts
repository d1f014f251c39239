import type { Json } from './json.ts';
import {
  differences,
  list,
  type Mutation,
  measurements,
  metricsIn,
  oneOf,
  record,
  said,
  text,
  workloads,
} from './mutations.ts';

const rateMetrics: ReadonlySet<string> = new Set(['throughput', 'iops']);
const factors = [0.25, 0.5, 0.9, 1.1, 1.5, 2, 4, 1e3, 1e308];

/** Changes of what was measured: values, bytes, seconds, differences, rounds. */
export const valueMutations: readonly Mutation[] = [
  scaled('value of a metric', one => 'value' in one),
  scaled('bytes', one => 'bytes' in one, 'bytes'),
  scaled('seconds', one => 'seconds' in one, 'seconds'),
  {
    name: 'throughput and iops of one side',
    disproves: true,
    apply: (document, draw) => {
      const [arm, factor] = [oneOf([0, 1, 2], draw), oneOf(factors, draw)];
      const all = measurements(document).filter(
        one => one['arm'] === arm && rateMetrics.has(text(one['metric'])),
      );
      for (const one of all) one['value'] = Number(one['value']) * factor;
      return said(all, `arm ${arm} x ${factor}`);
    },
  },
  {
    name: 'throughput of one side slower',
    slows: true,
    apply: (document, draw) => {
      const factor = oneOf([0.1, 0.5, 0.7], draw);
      const all = measurements(document).filter(
        one => one['arm'] === 0 && one['metric'] === 'throughput',
      );
      for (const one of all) one['value'] = Number(one['value']) * factor;
      return said(all, `x ${factor}`);
    },
  },
  {
    name: 'differences lower',
    slows: true,
    apply: (document, draw) => {
      const less = oneOf([0.2, 0.5, 1], draw);
      const all = differences(document).filter(one => one['pair'] === 0);
      for (const one of all) one['log'] = Number(one['log']) - less;
      return said(all, `log - ${less}`);
    },
  },
  {
    name: 'differences of slices',
    apply: (document, draw) => {
      const how = oneOf(['zero', 'half', 'negated', 'more', 'huge'], draw);
      const pair = oneOf([0, 1], draw);
      const all = differences(document).filter(one => one['pair'] === pair);
      const change = { zero: 0, half: 0.5, negated: -1, more: 1, huge: 1 }[how] ?? 1;
      const plus = { more: 0.4, huge: 20 }[how] ?? 0;
      for (const one of all) one['log'] = Number(one['log']) * change + plus;
      return said(all, `pair ${pair} ${how}`);
    },
  },
  {
    name: 'errors and counts of differences',
    apply: (document, draw) => {
      const [field, value] = [oneOf(['error', 'ratios'], draw), oneOf([0, 1, 1e6], draw)];
      const all = differences(document);
      for (const one of all) one[field] = value;
      return said(all, `${field} ${value}`);
    },
  },
  dropped('measurements of a metric', (one, draw) => one['metric'] === draw),
  dropped('measurements of a workload', (one, draw) => one['workload'] === draw),
  {
    name: 'a round is another one again',
    apply: (document, draw) => {
      const rounds = list(document['rounds']);
      const [from, to] = [oneOf(rounds, draw), oneOf(rounds, draw)];
      if (from === to) return undefined;
      const { index } = to;
      for (const key of Object.keys(to)) delete to[key];
      Object.assign(to, structuredClone(from), { index });
      return `round ${text(index)} is round ${text(from['index'])}`;
    },
  },
  {
    name: 'a cell has the values of another side',
    apply: (document, draw) => {
      const workload = oneOf(workloads(document), draw);
      const all = measurements(document).filter(one => one['workload'] === workload);
      const faster = new Map(
        all.filter(one => one['arm'] !== 0).map(one => [text(one['metric']), one['value']]),
      );
      const own = all.filter(one => one['arm'] === 0 && faster.has(text(one['metric'])));
      for (const one of own) one['value'] = faster.get(text(one['metric'])) ?? 1;
      return said(own, workload);
    },
  },
  {
    name: 'rounds are left out',
    apply: (document, draw) => {
      const rounds = list(document['rounds']);
      const kept = oneOf([1, 2, 6, rounds.length - 1], draw);
      if (kept >= rounds.length) return undefined;
      document['rounds'] = rounds.slice(0, kept);
      const also = oneOf(['', 'planned', 'budget', 'decided', 'write-budget'], draw);
      if (also === 'planned') record(document['plan'])['rounds'] = kept;
      else if (also !== '') record(document['stop'])['reason'] = also;
      return `${kept} kept${also === '' ? '' : `, ${also}`}`;
    },
  },
];

function scaled(name: string, wanted: (one: Json) => boolean, field = 'value'): Mutation {
  return {
    name,
    apply: (document, draw) => {
      const factor = oneOf(factors, draw);
      const [arm, workload] = [oneOf([0, 1, 2], draw), oneOf(workloads(document), draw)];
      const [whole, metric] = [draw() < 0.5, oneOf([...metricsIn(document), undefined], draw)];
      const all = measurements(document).filter(
        one =>
          wanted(one) &&
          one['arm'] === arm &&
          (whole || one['workload'] === workload) &&
          (metric === undefined || one['metric'] === metric),
      );
      for (const one of all) one[field] = Number(one[field]) * factor;
      const what = `${whole ? 'all workloads' : workload}, ${metric ?? 'all metrics'}`;
      return said(all, `arm ${arm}, ${what} x ${factor}`);
    },
  };
}

function dropped(name: string, wanted: (one: Json, drawn: string) => boolean): Mutation {
  return {
    name: `${name} left out`,
    apply: (document, draw) => {
      const drawn = oneOf([...metricsIn(document), ...workloads(document)], draw);
      const [arm, from] = [oneOf([0, 1, undefined], draw), oneOf([0, 5], draw)];
      let count = 0;
      for (const round of list(document['rounds']).slice(from)) {
        const all = list(round['measurements']);
        const kept = all.filter(
          one => !wanted(one, drawn) || (arm !== undefined && one['arm'] !== arm),
        );
        count += all.length - kept.length;
        round['measurements'] = kept;
      }
      return count === 0 ? undefined : `${drawn} of arm ${arm ?? 'any'} from round ${from}`;
    },
  };
}
