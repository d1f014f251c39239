import { type ContaminationThresholds, defaultThresholds } from '../core/contamination.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';

const names = ['cpu', 'steal', 'io'] as const;
type Name = (typeof names)[number];

const remedy = 'write off, or limits such as cpu=25%,steal=2%,io=5%';

/**
 * From where on others' load spoils a round, from `off` or `cpu=25%,steal=2%,io=5%`; what is left
 * out keeps its default. `cpu` is in processors, so that 150% is one and a half of them; the others
 * are shares.
 */
export function parseContamination(where: string, text: string): Outcome<ContaminationThresholds> {
  if (text.trim() === 'off') return accept({});
  const thresholds: { -readonly [N in keyof ContaminationThresholds]: ContaminationThresholds[N] } =
    {
      ...defaultThresholds,
    };
  const rejections: Rejection[] = [];
  for (const field of text.split(',')) {
    const match = /^\s*(\w+)=(\d+(?:\.\d+)?)\s?%\s*$/.exec(field);
    const name = match?.[1];
    if (isName(name)) thresholds[name] = Number(match?.[2]) / 100;
    else
      rejections.push({
        path: where,
        problem: `"${field.trim()}" is no limit of contamination`,
        remedy,
      });
  }
  return rejections.length > 0 ? { ok: false, rejections } : accept(thresholds);
}

function isName(name: string | undefined): name is Name {
  return names.some(known => known === name);
}
