import type { Scope, Value } from './expand.ts';
import { hole, type Piece, pieceAt, textOf } from './words.ts';

/** One of several things is done, and nobody knows which. */
export function branch(runs: readonly (() => void)[], scope: Scope): void {
  const before = scope.values;
  const ends = runs.map(run => {
    scope.spend(before.size);
    scope.values = new Map(before);
    run();
    return scope.values;
  });
  const after = new Map(before);
  for (const name of new Set(ends.flatMap(end => [...end.keys()]))) {
    const old = before.get(name);
    const [one, ...others] = ends
      .map(end => end.get(name))
      .filter(value => value !== old)
      .filter(
        (value, index, all) =>
          index === all.findIndex(each => spell(each, scope) === spell(value, scope)),
      );
    if (one === undefined) continue;
    const isEverywhere = ends.every(end => spell(end.get(name), scope) === spell(one, scope));
    const taken = isEverywhere ? one : others.length === 0 ? extended(old, one) : undefined;
    after.set(name, taken ?? unsaid(name, one, 'depends on a condition'));
  }
  scope.values = after;
}

function spell(value: Value | undefined, { spend }: Scope): string {
  const text = JSON.stringify(value?.words.map(textOf)) ?? '';
  spend(text.length);
  return text;
}

/** A value to which whole words were added, which are told; undefined where it changed. */
function extended(old: Value | undefined, value: Value): Value | undefined {
  const [before, after] = [old?.words ?? [], value.words];
  const note = 'stands under a condition, which is taken as met';
  const tell = (piece: Piece): Piece => ({ ...piece, note: piece.note ?? note });
  if (value.isArray) {
    if (before.some((word, index) => textOf(word) !== textOf(after[index] ?? []))) return undefined;
    const words = after.map((word, index) => (index < before.length ? word : word.map(tell)));
    return { ...value, words };
  }
  const [own = [], now = []] = [before[0], after[0]];
  const [start, whole] = [textOf(own), textOf(now)];
  const added = whole.slice(start.length);
  const isMore = whole.startsWith(start) && /^(?:\s|-|$)/.test(added);
  if (!isMore || (start.trim() !== '' && !/^\s|^$/.test(added))) return undefined;
  return {
    ...value,
    words: [now.map((piece, index) => (index < own.length ? piece : tell(piece)))],
  };
}

/** A variable that has a value which nobody knows. */
export function unsaid(name: string, value: Value, why: string): Value {
  const line = pieceAt(value.words.at(-1) ?? [], 0).line;
  return { words: [[hole(name, line, why)]], isArray: false };
}
