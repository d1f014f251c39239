import {
  type CellPolicy,
  defaultPolicy,
  type FailingVerdict,
  failingVerdicts,
  type Policy,
  references,
} from '../core/policy.ts';
import { accept, collectRejections, type Outcome, reject } from '../core/rejection.ts';
import type { ConfigFile } from './file.ts';
import { gatedCells } from './gate.ts';
import { type Lookup, readerOf } from './lookup.ts';
import { oneOf, parsePercentage, parseWord } from './quantity.ts';
import { gatesOf, ownWorkloads } from './workloads.ts';

interface PolicyRequest {
  readonly lookup: Lookup;
  readonly config?: ConfigFile | undefined;
  /** Cells `ARM/WORKLOAD/METRIC`, any part `*`; where there are some, only these gate. */
  readonly gate: readonly string[];
  readonly whereGate: string;
}

/** Tolerance, false-alarm budget, what fails the gate, and what holds for single cells. */
export function resolvePolicy({ lookup, config, gate, whereGate }: PolicyRequest): Outcome<Policy> {
  const { rejections, take } = collectRejections();
  const read = readerOf(lookup, take);
  const policy: Policy = {
    tolerance: read('tolerance', parsePercentage, defaultPolicy.tolerance),
    falseAlarm: read('false-alarm', parseBudget, defaultPolicy.falseAlarm),
    failOn: read('fail-on', parseVerdicts, defaultPolicy.failOn),
    reference: read('reference', oneOf(...references), 'both'),
    ...(config?.content.policy?.advisory === true && { advisory: true }),
    cells: [
      ...gatesOf(ownWorkloads([config])),
      ...take(cellsOfConfig(config), []),
      ...take(gatedCells(gate, whereGate), []),
    ],
  };
  return rejections.length > 0 ? { ok: false, rejections } : accept(policy);
}

function parseBudget(where: string, text: string): Outcome<number> {
  const fraction = parsePercentage(where, text);
  // With less no plan has rounds enough.
  if (fraction.ok && (fraction.value < 1e-6 || fraction.value > 0.5)) {
    return reject(where, `"${text}" is not a false-alarm budget`, 'use 0.0001% to 50%, such as 1%');
  }
  return fraction;
}

function parseVerdicts(where: string, text: string): Outcome<readonly FailingVerdict[]> {
  const words = text.split(',').map(word => parseWord(where, word.trim(), failingVerdicts));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  const named = words.flatMap(word => (word.ok ? [word.value] : []));
  const lacking = defaultPolicy.failOn.find(verdict => !named.includes(verdict));
  if (lacking === undefined) return accept([...new Set(named)]);
  const remedy = 'write regressed,missing or regressed,missing,inconclusive';
  return reject(where, `"${text}" would let ${lacking} cells pass`, remedy);
}

function cellsOfConfig(config: ConfigFile | undefined): Outcome<CellPolicy[]> {
  const { rejections, take } = collectRejections();
  const cells = (config?.content.policy?.cells ?? []).map(
    ({ tolerance, ...cell }, index): CellPolicy => {
      if (tolerance === undefined) return cell;
      const where = config?.where(['policy', 'cells', index, 'tolerance']) ?? '';
      return { ...cell, tolerance: take(parsePercentage(where, tolerance), 0) };
    },
  );
  return rejections.length > 0 ? { ok: false, rejections } : accept(cells);
}
