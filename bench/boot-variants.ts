import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAgent, type GuestAgent } from '../src/guest/agent.ts';
import type { GuestArtifacts } from '../src/guest/artifacts.ts';
import { type BootRequest, bootGuest, machineFor } from '../src/measure/boot.ts';
import { startVm, type Vm } from '../src/qemu/vm.ts';
import {
  type ArchiveSite,
  completeArchive,
  compressedArchive,
  sequentialArchive,
  signedArchive,
} from './archive.ts';
import { bootToPanic } from './floor.ts';
import type { Contender } from './side-by-side.ts';

/** The floor, our guest, and our guest with one saving removed each. */
export async function bootVariants(
  request: BootRequest,
  {
    tools,
    directory,
  }: {
    readonly tools: readonly string[];
    /** For archives, until the bench ends. */
    readonly directory: string;
  },
): Promise<readonly Contender[]> {
  const { artifacts } = request;
  const site: ArchiveSite = { artifacts, directory };
  const modules = await readdir(join(dirname(artifacts.initrd), 'modules'));
  const variant = (name: string, change: Partial<GuestArtifacts>): Contender => ({
    name: `  ${name}`,
    measure: () => secondsOf({ ...request, artifacts: { ...artifacts, ...change } }),
  });
  return [
    { name: 'floor: kernel alone, to its panic', measure: () => bootToPanic(machineFor(request)) },
    { name: "ours: to the agent's first answer", measure: () => secondsOf(request) },
    variant('packed kernel (bzImage)', { kernel: artifacts.kernelFile }),
    variant('no kernel words', { kernelWords: bareWords }),
    variant('tools in the archive', { initrd: await completeArchive(site, tools) }),
    variant('archive compressed (gzip)', { initrd: await compressedArchive(site) }),
    variant('modules with signatures', {
      initrd: await signedArchive(
        site,
        modules.map(name => `modules/${name}`),
      ),
    }),
    variant('agent after all else', { initrd: await sequentialArchive(site) }),
    {
      name: '  connected when the agent is there',
      measure: () => secondsUntil(request, connectLate),
    },
    {
      name: '  readiness by polling, 0.1 s',
      measure: () => secondsUntil(request, connectByPolling),
    },
  ];
}

/** What a guest needs to say why it failed, and to end by it. */
const bareWords = process.arch === 'x64' ? 'console=ttyS0 panic=-1' : 'console=ttyAMA0 panic=-1';

async function secondsOf(request: BootRequest): Promise<number> {
  await using guest = await bootGuest({ ...request, attempts: 1 });
  return guest.seconds;
}

/** As bootGuest does, with another way to the agent. */
async function secondsUntil(
  request: BootRequest,
  connect: (vm: Vm) => Promise<GuestAgent>,
): Promise<number> {
  const started = performance.now();
  await using vm = await startVm(machineFor(request));
  await using _agent = await connect(vm);
  return (performance.now() - started) / 1000;
}

const timeout = 60;

async function connectLate(vm: Vm): Promise<GuestAgent> {
  await vm.agentReady({ timeout });
  return connectAgent({ socketPath: vm.agentSocket, timeout });
}

async function connectByPolling(vm: Vm): Promise<GuestAgent> {
  const isOpen = async (): Promise<boolean> => {
    const devices = (await vm.qmp.execute('query-chardev')) as readonly Record<string, unknown>[];
    return devices.some(({ label, 'frontend-open': open }) => label === 'agent' && open === true);
  };
  while (!(await isOpen())) await sleep(100);
  return connectAgent({ socketPath: vm.agentSocket, timeout });
}
