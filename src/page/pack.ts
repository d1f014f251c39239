/** How numbers become text: from `low` to `high` in equal steps, each in so many characters. */
export interface Packing {
  readonly low: number;
  readonly high: number;
  readonly characters: number;
}

/** Logarithms: of a level in base units, of a ratio, of a round over its run; half an interval. */
export const packings = {
  level: { low: -36, high: 36, characters: 4 },
  ratio: { low: -8, high: 8, characters: 3 },
  round: { low: -2, high: 2, characters: 2 },
  half: { low: 0, high: 4, characters: 2 },
  count: { low: 0, high: 4094, characters: 2 },
} as const satisfies Record<string, Packing>;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const places = new Map(
  Array.from(alphabet, (character, place) => [character.charCodeAt(0), place]),
);

/**
 * Numbers as text that JSON and HTML leave as it is: thousands of them in a quarter of what digits
 * take. What is beyond the ends is put at the end; undefined stays undefined.
 */
export function pack(
  values: readonly (number | undefined)[],
  { low, high, characters }: Packing,
): string {
  const steps = 64 ** characters - 2;
  const texts = values.map(value => {
    const share = value === undefined ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
    let rest = value === undefined ? 0 : 1 + Math.round(share * steps);
    let text = '';
    for (let place = 0; place < characters; place += 1, rest = Math.floor(rest / 64))
      text = (alphabet[rest % 64] ?? '') + text;
    return text;
  });
  return texts.join('');
}

/** The numbers in a text; undefined is NaN. */
export function unpack(text: string, { low, high, characters }: Packing): readonly number[] {
  const steps = 64 ** characters - 2;
  return Array.from({ length: text.length / characters }, (_, index) => {
    let found = 0;
    for (let at = index * characters; at < (index + 1) * characters; at += 1)
      found = found * 64 + (places.get(text.charCodeAt(at)) ?? 0);
    return found === 0 ? Number.NaN : low + ((found - 1) / steps) * (high - low);
  });
}
