import type { Run } from '../core/run.ts';
import type { Judgement } from '../judge/judgement.ts';
import { controlCaveats } from './host-movement.ts';
import { roundCaveats } from './round-caveats.ts';

/** Every doubt about a run and its judgement, each once; plain text that may be foreign. */
export function caveatList(run: Run, judgement: Judgement): readonly string[] {
  const own = run.caveats.map(({ arm, text }) => (arm === undefined ? text : `${arm}: ${text}`));
  return [
    ...new Set([
      ...own,
      ...judgement.caveats,
      ...roundCaveats(judgement),
      ...controlCaveats(judgement),
    ]),
  ];
}
