import { setTimeout as sleep } from 'node:timers/promises';
import type { BootedGuest } from '../src/measure/boot.ts';

/**
 * A program that is run in a guest without our runner: by a shell there that was started before.
 */
interface Hand {
  /** Runs it once and returns what it printed. */
  readonly run: () => Promise<string>;
}

/**
 * Waits for a line on a pipe, runs the program for each, and leaves its output and a mark behind.
 */
const script = `
mkfifo /run/hand
exec 4<>/run/hand
while read -r number <&4; do
  "$@" >/run/hand-$number.json
  : >/run/hand-$number.done
done >/dev/null 2>&1 &
`;

/** Starts the shell; `seconds` is how long the program takes at least. */
export async function openHand(
  { agent }: BootedGuest,
  { argv, seconds }: { readonly argv: readonly string[]; readonly seconds: number },
): Promise<Hand> {
  const shell = async (text: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await agent.execute({
      argv: ['/bin/sh', '-c', text, 'sh', ...args],
      timeout: 60,
    });
    return stdout;
  };
  await shell(script, ...argv);
  let number = 0;
  return {
    run: async () => {
      number += 1;
      await shell('echo "$1" >/run/hand', String(number));
      // Nothing is asked before it must have ended.
      await sleep((seconds + 1.5) * 1000);
      return shell(
        'until [ -e /run/hand-$1.done ]; do sleep 0.1; done; cat /run/hand-$1.json',
        String(number),
      );
    },
  };
}
