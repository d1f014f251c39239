import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GuestArtifacts } from '../src/guest/artifacts.ts';
import { type BootRequest, bootGuest, machineFor } from '../src/measure/boot.ts';
import { bootToPanic } from './floor.ts';
import type { Contender } from './side-by-side.ts';

/** The floor, our guest, and our guest with one saving removed each; archives go to `directory`. */
export async function bootVariants(
  request: BootRequest,
  directory: string,
): Promise<readonly Contender[]> {
  const { artifacts } = request;
  const variant = (name: string, change: Partial<GuestArtifacts>): Contender => ({
    name: `  ${name}`,
    measure: () => secondsOf({ ...request, artifacts: { ...artifacts, ...change } }),
  });
  const compressed = join(directory, 'initrd.gz');
  await writeFile(compressed, gzipSync(await readFile(artifacts.initrd)));
  return [
    { name: 'floor: kernel alone, to its panic', measure: () => bootToPanic(machineFor(request)) },
    { name: "ours: to the agent's first answer", measure: () => secondsOf(request) },
    variant('no kernel words', { kernelWords: bareWords }),
    variant('archive compressed (gzip)', { initrd: compressed }),
  ];
}

/** What a guest needs to say why it failed, and to end by it. */
const bareWords = process.arch === 'x64' ? 'console=ttyS0 panic=-1' : 'console=ttyAMA0 panic=-1';

async function secondsOf(request: BootRequest): Promise<number> {
  await using guest = await bootGuest({ ...request, attempts: 1 });
  return guest.seconds;
}
