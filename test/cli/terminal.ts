import { join } from 'node:path';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that keeps what is written to it. */
export function keptTerminal(
  home: string,
): Terminal & { readonly printed: string[]; readonly said: string[] } {
  const printed: string[] = [];
  const said: string[] = [];
  return {
    printed,
    said,
    color: false,
    cacheDirectory: join(home, 'cache'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    print: text => void printed.push(text),
    say: line => void said.push(line),
    confirm: async () => false,
    ensurePackages: async () => 0,
  };
}
