import { type BootedGuest, type BootRequest, bootGuest } from '../src/measure/boot.ts';
import type { Contender } from './side-by-side.ts';

/**
 * Seconds from the call of fio in a guest to its end, where all that it does is say its version.
 */
export function fioStart(request: BootRequest): Contender {
  return {
    name: "fio's start in it",
    measure: async () => {
      await using guest = await bootGuest({ ...request, attempts: 1 });
      // Thrown away: the emulator translates the program at its first start.
      await secondsToStart(guest);
      return await secondsToStart(guest);
    },
  };
}

async function secondsToStart({ agent }: BootedGuest): Promise<number> {
  const started = performance.now();
  const { exitCode } = await agent.execute({ argv: ['fio', '--version'], timeout: 60 });
  if (exitCode !== 0) throw new Error(`fio --version ended with ${exitCode}`);
  return (performance.now() - started) / 1000;
}
