import { jobOf } from '../core/host-job.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import type { Measurement } from '../core/run.ts';
import { runHostJob } from '../host/host-arm.ts';
import { processorTime } from '../host/process-activity.ts';
import { readDiskTraffic } from '../qemu/disk.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Step, StepPlace, StepReading } from '../suites/suite.ts';
import type { Bench } from './bench.ts';
import { clockDoubt, watchGuestClock } from './guest-clock.ts';
import { type ArmPlace, executeIn, type PlacedArm } from './guest-disk.ts';
import { hostFileName } from './host-files.ts';

/** A step of the suite on one arm; `seed` is that of its random offsets. */
export interface StepRequest extends PlacedArm {
  readonly step: Step;
  readonly seed: number;
}

type CellValue = Pick<Measurement, 'metric' | 'value'>;

/** A reading with what QEMU spent on it, where it was a disk. */
export type ArmReading = Omit<StepReading, 'values'> & { readonly values: readonly CellValue[] };

/**
 * Runs one workload where its arm is. Whatever is no sound report of it is a rejection; `no-space`,
 * `qemu-failed`.
 */
export async function runStep(
  bench: Pick<Bench, 'plan' | 'signal'>,
  request: StepRequest,
): Promise<Outcome<ArmReading>> {
  const { place } = request;
  if (place.kind === 'host') return runOnHost(request, place.directory, bench.signal);
  const clock = await watchGuestClock(place.guest, bench.signal);
  const spent = await watchQemu(place);
  const reading = await runInGuest(bench, request, place);
  if (!reading.ok) return reading;
  const values = [...reading.value.values, ...(await spent())];
  const doubt = clockDoubt(await clock());
  return doubt === undefined
    ? accept({ ...reading.value, values })
    : reject(request.step.workload.name, doubt);
}

/** Seconds beyond a step's own that its tool may take: to start, and to write out what is left. */
const extraSeconds = { host: 300, guest: 120 } as const;

async function runOnHost(
  { arm, step, seed }: StepRequest,
  directory: string,
  signal: AbortSignal,
): Promise<Outcome<ArmReading>> {
  const job = jobOf(arm.target) ?? { direct: true, dsync: false };
  // Without its directory: fio takes " #" and " ;" in a file name for the beginning of a comment,
  // and can't be told otherwise.
  const where = { file: hostFileName, seed, ...job };
  const output = await runHostJob({
    argv: step.argv(where),
    directory,
    timeout: step.seconds + extraSeconds.host,
    signal,
  });
  return readOutput(output, { step, where, place: 'on the host' });
}

type DiskPlace = Extract<ArmPlace, { readonly kind: 'disk' }>;

/** In the guest always with O_DIRECT, so that its own page cache plays no part. */
async function runInGuest(
  { plan: { suite }, signal }: Pick<Bench, 'plan' | 'signal'>,
  { step, seed }: StepRequest,
  { guest, disk }: DiskPlace,
): Promise<Outcome<ArmReading>> {
  const { seconds } = step;
  const where = { file: disk.device, direct: true, dsync: false, seed };
  const limits = { expectedSeconds: seconds, timeout: seconds + extraSeconds.guest, signal };
  const output = await executeIn(guest, {
    argv: step.argv(where),
    directory: rulesOf(suite).files === undefined ? '/' : disk.mountPoint,
    ...limits,
  });
  return readOutput(output, { step, where, place: 'in the guest' });
}

interface ToolEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Reader {
  readonly step: Step;
  readonly where: StepPlace;
  readonly place: string;
}

function readOutput(
  { exitCode, stdout, stderr }: ToolEnd,
  { step, where, place }: Reader,
): Outcome<ArmReading> {
  if (exitCode === 0) return step.parse(stdout, where);
  // What it printed before it gave up may say why; not so where a signal cut it.
  const reading = exitCode < 126 && stdout.trim() !== '' ? step.parse(stdout, where) : undefined;
  const why = reading?.ok === false ? reading.rejections[0] : undefined;
  const last = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
  const [program] = step.argv(where);
  return reject(
    step.workload.name,
    `${program ?? 'the tool'} ended with status ${exitCode} ${place}: ${why?.problem ?? last}`,
    why?.remedy,
  );
}

/**
 * What QEMU spends per byte and per request from here to the call of the returned function. Divided
 * by what QEMU itself counted meanwhile, the ramp included, as the processor time has it too.
 */
async function watchQemu({ guest, disk }: DiskPlace): Promise<() => Promise<CellValue[]>> {
  const look = async () => ({
    seconds: await processorTime(guest.vm.pid),
    traffic: await readDiskTraffic(guest.vm, disk.id),
  });
  const before = await look();
  return async () => {
    const after = await look();
    const seconds = after.seconds - before.seconds;
    const bytes = after.traffic.bytes - before.traffic.bytes;
    const requests = after.traffic.requests - before.traffic.requests;
    if (bytes <= 0 || requests <= 0) return [];
    return [
      { metric: 'cpu-per-gib', value: seconds / bytes },
      { metric: 'cpu-per-io', value: seconds / requests },
    ];
  };
}
