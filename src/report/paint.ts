import type { Verdict } from '../core/verdict.ts';

/** Marks text for a terminal; every function returns its text unchanged where colour is off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly verdict: (text: string, verdict: Verdict) => string;
}

/** The paint of a terminal, or none. Colours only repeat what the words say. */
export function paintFor(color: boolean): Paint {
  const sgr = (code: number) => (text: string) =>
    color ? `\u{1b}[${code}m${text}\u{1b}[0m` : text;
  return {
    bold: sgr(1),
    faint: sgr(2),
    verdict: (text, verdict) => sgr(codes[verdict])(text),
  };
}

const codes = {
  regressed: 31,
  missing: 31,
  inconclusive: 33,
  incomparable: 33,
  'no-baseline': 36,
  improved: 32,
  unchanged: 32,
} as const satisfies Record<Verdict, number>;
