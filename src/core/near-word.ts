/** Longer words, in characters, are not a typing error, and comparing them would take long. */
const longestWord = 64;

/**
 * The one of `words` that `text` most likely means, ignoring case. At most a third of its letters
 * are wrong, missing, extra or swapped with their neighbour; undefined where no word is that near.
 */
export function nearWord(text: string, words: readonly string[]): string | undefined {
  const typed = text.trim().toLowerCase();
  if (typed.length > longestWord) return undefined;
  const near = words
    .map(word => ({ word, edits: editsBetween(typed, word.toLowerCase()) }))
    .filter(({ word, edits }) => 3 * edits <= Math.max(typed.length, word.length));
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.word;
}

/** Remedy for an unknown word: the nearest known one, then all of them. */
export function suggestWord(text: string, words: readonly string[]): string {
  const near = nearWord(text, words);
  const all = words.join(', ');
  return near === undefined ? `use one of: ${all}` : `did you mean ${near}? Use one of: ${all}`;
}

/**
 * Letters to be changed, added, taken out or swapped with their neighbour until one word is the
 * other ("optimal string alignment", the restricted Damerau-Levenshtein distance).
 */
function editsBetween(from: string, to: string): number {
  // Rows of the usual table: edits between the first `row` letters of `from` and the first `column`
  // of `to`.
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number =>
    rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}
