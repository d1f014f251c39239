import type { Json } from './json.ts';
import { list, type Mutation, oneOf, record, text, workloads } from './mutations.ts';

/** Changes of what was planned, and of what proves it. */
export const planMutations: readonly Mutation[] = [
  {
    name: 'evidence of a fact',
    disproves: true,
    apply: (document, draw) => {
      const arm = oneOf(list(document['arms']), draw);
      const { evidence } = record(arm['attestation']);
      const facts = list(evidence);
      const how = oneOf(['gone', 'other', 'twice', 'renamed', 'only one', 'as found'], draw);
      // One of them is told where the filesystem has a map.
      const fact = oneOf(facts.slice(0, -1), draw);
      const attestation = record(arm['attestation']);
      if (how === 'gone') attestation['evidence'] = facts.filter(one => one !== fact);
      if (how === 'other') Object.assign(fact, { expected: 'other', found: 'other' });
      if (how === 'twice') facts.push(structuredClone(fact));
      if (how === 'renamed') fact['fact'] = 'something else';
      if (how === 'only one') attestation['evidence'] = [fact];
      if (how === 'as found') {
        const wrong = facts.filter(one => one['found'] !== one['expected']);
        for (const one of wrong) one['found'] = one['expected'] ?? '';
        attestation['ok'] = true;
        if (wrong.length === 0) return undefined;
      }
      return `${text(arm['side'])} ${how}: ${text(fact['fact'])}`;
    },
  },
  {
    name: 'evidence of another mode',
    disproves: true,
    apply: (document, draw) => {
      const arms = list(document['arms']);
      const told = oneOf(['cache.direct', 'no-flush', 'write'], draw);
      const arm = oneOf(arms, draw);
      const facts = list(record(arm['attestation'])['evidence']).filter(one =>
        text(one['fact']).includes(told),
      );
      const flip: Readonly<Record<string, string>> = { true: 'false', on: 'off' };
      for (const one of facts) {
        const other = flip[text(one['found'])] ?? 'true';
        Object.assign(one, { expected: other, found: other });
      }
      return facts.length === 0 ? undefined : `${text(arm['side'])} ${told}`;
    },
  },
  {
    name: 'mode',
    disproves: true,
    apply: (document, draw) => {
      const [field, value] = oneOf(
        [
          ['cache', 'unsafe'],
          ['cache', 'directsync'],
          ['cache', 'writeback'],
          ['aio', 'native'],
          ['bus', 'nvme'],
          ['iothread', true],
          ['format', 'qcow2'],
          ['logicalBlockSize', 4096],
          ['size', 2 ** 30],
          ['discard', 'unmap'],
        ] as const,
        draw,
      );
      const where = oneOf(['plan', 'subject', 'both'], draw);
      const at = oneOf([0, 1], draw);
      const planned = record(list(record(document['plan'])['arms'])[at]?.['target']);
      const subject = record(record(list(document['arms'])[at]?.['subject'])['target']);
      for (const target of [planned, subject]) {
        if (where === 'both' || (where === 'plan') === (target === planned))
          record(target['mode'])[field] = value;
      }
      return `${where} of arm ${at}: ${field}=${String(value)}`;
    },
  },
  {
    name: 'suite',
    disproves: true,
    apply: (document, draw) => {
      const suite = record(record(document['plan'])['suite']);
      const all = list(suite['workloads']);
      const how = oneOf(['less', 'block', 'depth', 'seconds', 'cap', 'reads', 'name'], draw);
      const one = oneOf(all, draw);
      if (how === 'less') {
        suite['workloads'] = all.filter(other => other !== one);
        leaveOut(document, entry => entry['workload'] === one['name']);
      }
      if (how === 'block') one['blockSize'] = 65_536;
      if (how === 'depth') one['depth'] = 64;
      if (how === 'seconds') suite['seconds'] = 0.001;
      if (how === 'cap') suite['writeCap'] = 1;
      if (how === 'reads') one['read'] = 0.5;
      if (how === 'name') one['name'] = 'other';
      return `${how} ${text(one['name'])}`;
    },
  },
  {
    name: 'arms are left out',
    disproves: true,
    apply: (document, draw) => {
      const gone = oneOf([['head'], ['base'], ['head', 'base'], ['yardstick']], draw);
      const arms = list(document['arms']);
      const kept = arms.flatMap((arm, at) => (gone.includes(text(arm['side'])) ? [] : [at]));
      if (kept.length === arms.length) return undefined;
      const plan = record(document['plan']);
      document['arms'] = kept.map(at => arms[at] ?? {});
      plan['arms'] = kept.map(at => list(plan['arms'])[at] ?? {});
      plan['armsPicked'] = draw() < 0.5;
      leaveOut(document, one => typeof one['arm'] === 'number' && !kept.includes(one['arm']));
      return gone.join(' and ');
    },
  },
  {
    name: 'an arm leaves out workloads',
    disproves: true,
    apply: (document, draw) => {
      const arm = oneOf(list(record(document['plan'])['arms']), draw);
      arm['workloads'] = [oneOf(workloads(document), draw)] as never;
      return text(arm['side']);
    },
  },
  {
    name: 'sides',
    disproves: true,
    apply: (document, draw) => {
      const at = oneOf([0, 1, 2], draw);
      const side = oneOf(['head', 'base', 'host', 'yardstick'], draw);
      const arms = [list(document['arms'])[at], list(record(document['plan'])['arms'])[at]];
      if (arms.some(arm => arm === undefined || arm['side'] === side)) return undefined;
      for (const arm of arms) if (arm !== undefined) arm['side'] = side;
      return `arm ${at} is ${side}`;
    },
  },
  {
    name: 'order',
    disproves: true,
    apply: (document, draw) => {
      const order = record(document['plan'])['order'] as unknown as number[][];
      const how = oneOf(['less', 'none', 'twice', 'short'], draw);
      const one = oneOf([0, 1], draw);
      if (how === 'less') for (const round of order.slice(2)) round.splice(0, 9, one);
      if (how === 'none') for (const round of order.slice(2)) round.length = 0;
      if (how === 'twice') for (const round of order) round.push(one);
      if (how === 'short') order.pop();
      return `${how} ${one}`;
    },
  },
  {
    name: 'pairs',
    apply: (document, draw) => {
      const pairs = list(record(document['plan'])['pairs']);
      const pair = oneOf(pairs, draw);
      const [field, value] = oneOf(
        [
          ['head', 1],
          ['head', 2],
          ['against', 0],
          ['against', 2],
          ['place', 'new images'],
          ['slices', []],
        ] as const,
        draw,
      );
      if (pair[field] === value) return undefined;
      pair[field] = value as never;
      return `${field} ${JSON.stringify(value)}`;
    },
  },
  {
    name: 'known loss',
    disproves: true,
    apply: (document, draw) => {
      const at = oneOf([0, 1], draw);
      const arm = list(record(document['plan'])['arms'])[at];
      if (arm === undefined) return undefined;
      arm['layers'] = oneOf([1, 60], draw);
      return `below arm ${at}`;
    },
  },
  {
    name: 'stop',
    apply: (document, draw) => {
      const stop = record(document['stop']);
      const before = stop['reason'];
      const reason = oneOf(['planned', 'decided', 'budget', 'write-budget', 'trouble'], draw);
      stop['reason'] = reason;
      return reason === before ? undefined : reason;
    },
  },
  {
    name: 'gate and looks',
    apply: (document, draw) => {
      const gate = record(record(document['plan'])['gate']);
      const how = oneOf(['one look', 'early', 'no cells', 'other cell', 'taken', 'stopped'], draw);
      const looks = list(document['looks']);
      if (how === 'one look') gate['looks'] = [10];
      if (how === 'early') gate['looks'] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      if (how === 'no cells') gate['cells'] = list(gate['cells']).slice(0, 1);
      if (how === 'other cell') Object.assign(list(gate['cells'])[0] ?? {}, { arm: 'other' });
      if (how === 'taken') document['looks'] = looks.slice(1);
      if (how === 'stopped') for (const look of looks) look['decision'] = 'stop';
      return how;
    },
  },
  {
    name: 'environment',
    apply: (document, draw) => {
      const environment = record(document['environment']);
      const [field, value] = oneOf(
        [
          ['cpuModel', 'another one'],
          ['suite', '0123456789abcdef'],
          ['hostKernel', '1.0'],
          ['filesystem', 'tmpfs'],
        ] as const,
        draw,
      );
      environment[field] = value;
      return field;
    },
  },
  {
    name: 'what says that something failed',
    apply: (document, draw) => {
      const how = oneOf(['caveats', 'failures', 'doubts', 'attestation'], draw);
      const rounds = list(document['rounds']);
      if (how === 'caveats') document['caveats'] = [];
      else if (how === 'attestation')
        for (const arm of list(document['arms'])) record(arm['attestation'])['ok'] = true;
      else for (const round of rounds) delete round[how];
      return how;
    },
  },
];

/** Leaves out all measurements, differences, slices and gated cells of a kind. */
function leaveOut(document: Json, isGone: (one: Json) => boolean): void {
  for (const round of list(document['rounds'])) {
    for (const key of ['measurements', 'differences'])
      round[key] = list(round[key]).filter(one => !isGone(one));
  }
  for (const pair of list(record(document['plan'])['pairs']))
    pair['slices'] = list(pair['slices']).filter(one => !isGone(one));
}
