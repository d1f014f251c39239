import { toolsReady } from '../src/guest/init-script.ts';
import { type BootRequest, bootGuest } from '../src/measure/boot.ts';
import { hostLibraries, librariesArchive } from './archive.ts';
import type { Figure } from './figure.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * Seconds from the call of fio in a guest to its end, where all that it does is say its version:
 * with the libraries that the guest has, and with all that it loads on this host.
 */
export async function toolStarts(
  request: BootRequest,
  { directory, repeat }: { readonly directory: string; readonly repeat: number },
): Promise<readonly Figure[]> {
  const { artifacts } = request;
  const initrd = await librariesArchive({ artifacts, directory }, 'fio');
  await using guest = await bootGuest({
    ...request,
    artifacts: { ...artifacts, initrd },
    attempts: 1,
  });
  const seconds = async (env: Readonly<Record<string, string>>): Promise<number> => {
    const started = performance.now();
    const { exitCode } = await guest.agent.execute({
      argv: ['fio', '--version'],
      env,
      timeout: 60,
    });
    if (exitCode !== 0) throw new Error(`fio --version ended with ${exitCode}`);
    return (performance.now() - started) / 1000;
  };
  const withAll = { LD_LIBRARY_PATH: hostLibraries };
  const contenders = [
    { name: "fio's start: ours", measure: () => seconds({}) },
    { name: '  with all libraries of the host', measure: () => seconds(withAll) },
  ];
  await guest.agent.execute({
    argv: ['/bin/sh', '-c', `until [ -e ${toolsReady} ]; do sleep 0.1; done`],
    timeout: 60,
  });
  // What the first start reads from the disk, the others find in memory.
  for (const { measure } of contenders) await measure();
  return await sideBySide({ contenders, repeat, onRound: () => undefined });
}
