import { type ContaminationThresholds, defaultThresholds } from '../core/contamination.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';

const names = ['cpu', 'steal', 'io'] as const;
type Name = (typeof names)[number];

/**
 * From where on others' load spoils a round, from `off` or `cpu=25%,steal=2%,io=5%`; what is left out keeps its default.
 * `cpu` is in processors, so that 150% is one and a half of them; the others are shares.
 */
export function parseContamination(where: string, text: string): Outcome<ContaminationThresholds> {
  if (text.trim() === 'off') return accept({});
  const thresholds: { -readonly [N in keyof ContaminationThresholds]: ContaminationThresholds[N] } = {
    ...defaultThresholds,
  };
  for (const field of text.split(',')) {
    const match = /^\s*(\w+)=(\d+(?:\.\d+)?)\s?%\s*$/.exec(field);
    const name = match?.[1];
    if (match === null || !isName(name)) {
      const remedy = 'write off, or limits such as cpu=25%,steal=2%,io=5%';
      return reject(where, `"${field.trim()}" is no limit of contamination`, remedy);
    }
    thresholds[name] = Number(match[2]) / 100;
  }
  return accept(thresholds);
}

function isName(name: string | undefined): name is Name {
  return names.some(known => known === name);
}
