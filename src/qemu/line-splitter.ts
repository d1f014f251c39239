import { StringDecoder } from 'node:string_decoder';

/**
 * Splits what arrives in pieces into lines; calls back with `undefined` once a line is longer than
 * `limit` characters.
 */
export function splitLines(
  limit: number,
  onLine: (line: string | undefined) => void,
): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  let length = 0;
  return chunk => {
    const [first = '', ...rest] = decoder.write(chunk).split('\n');
    pieces.push(first);
    length += first.length;
    for (const piece of rest) {
      onLine(pieces.join(''));
      pieces = [piece];
      length = piece.length;
    }
    if (length <= limit) return;
    pieces = [];
    length = 0;
    onLine(undefined);
  };
}
