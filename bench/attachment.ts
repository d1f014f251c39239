import { join } from 'node:path';
import { cacheModes } from '../src/disk/cache.ts';
import { defaultDiskMode } from '../src/disk/fields.ts';
import type { Disk } from '../src/disk/parts.ts';
import { type BootRequest, bootGuest } from '../src/measure/boot.ts';
import { attachDisks } from '../src/measure/guest-disk.ts';
import { createImage } from '../src/qemu/image.ts';
import type { Contender } from './side-by-side.ts';

const size = 16 * 2 ** 20;

/**
 * Six disks in six cache modes, from the first command to QEMU until the guest has found all of
 * them by their serials.
 */
export async function sixDisks(request: BootRequest): Promise<Contender> {
  const requests = cacheModes.map((name, port): Disk => {
    const image = join(request.scratch, `${name}.raw`);
    const cache = name === 'default' ? 'writeback' : name;
    const mode = { ...defaultDiskMode(size), cache };
    return { id: name, image, mode, port };
  });
  for (const { image } of requests)
    if (typeof image === 'string') await createImage({ path: image, size });
  return {
    name: `${requests.length} disks attached and found`,
    measure: async () => {
      await using guest = await bootGuest({ ...request, rootPorts: requests.length });
      const started = performance.now();
      await attachDisks(guest, requests);
      return (performance.now() - started) / 1000;
    },
  };
}
