import { loadavg, tmpdir } from 'node:os';
import { openTerminal } from '../src/cli/terminal.ts';
import { type GuestArtifacts, provideGuest } from '../src/guest/artifacts.ts';
import { probeHost } from '../src/host/environment.ts';
import { acquireHostLock } from '../src/process/lock.ts';
import { createScratch } from '../src/process/scratch.ts';
import { findQemu } from '../src/qemu/binary.ts';
import { measureCounterRate } from '../src/qemu/counter-rate.ts';
import type { BenchFlags } from './flags.ts';

/** What a bench that boots guests works with; the host is its own until it is disposed of. */
export interface BenchHost extends AsyncDisposable {
  readonly qemu: string;
  readonly artifacts: GuestArtifacts;
  readonly accelerator: 'kvm' | 'tcg';
  /** What an emulated guest is told of its clock, as in a run. */
  readonly counterRate: number | undefined;
  readonly scratch: string;
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  /** What the figures depend on; nothing that names this host. */
  readonly facts: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Takes the host's lock, and gets QEMU, a guest with those tools and a directory of our own. */
export async function openBenchHost(
  flags: BenchFlags,
  tools: readonly string[],
): Promise<BenchHost> {
  const { accelerator } = flags;
  const terminal = openTerminal(process.env);
  const { signal, cacheDirectory } = terminal;
  const say = (line: string): void => terminal.say(line);
  await using resources = new AsyncDisposableStack();
  resources.use(
    await acquireHostLock({
      wait: flags.lockWait * 60,
      signal,
      onWait: holder => say(`waiting for ${holder}`),
    }),
  );
  const { path: scratch } = resources.use(await createScratch({ parent: tmpdir() }));
  const { path: qemu, version } = await findQemu();
  const counterRate =
    accelerator === 'kvm' ? undefined : await measureCounterRate({ qemu, signal });
  const artifacts = await provideGuest({ tools, cacheDirectory, onProgress: say, signal });
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  const facts = {
    processors: `${cpuCores} x ${cpuModel}`,
    'host kernel': hostKernel,
    QEMU: version,
    accelerator,
    'guest kernel': artifacts.release,
    // What others did on the host as the bench began: figures of a busy host tell of its load.
    'load average': (loadavg()[0] ?? Number.NaN).toFixed(1),
  };
  const owned = resources.move();
  const dispose = { [Symbol.asyncDispose]: () => owned.disposeAsync() };
  return {
    qemu,
    artifacts,
    accelerator,
    counterRate,
    scratch,
    cacheDirectory,
    signal,
    facts,
    say,
    ...dispose,
  };
}
