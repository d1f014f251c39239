import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultDiskMode } from '../disk/fields.ts';
import { type AioEngine, aioEngines, type DiskMode } from '../disk/mode.ts';
import { type DiskParts, diskParts } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { createSocketScratch } from '../process/scratch.ts';
import { startProgram } from '../process/tool.ts';
import { isolation, monitorArguments } from './arguments.ts';
import { listenForQemu, type Qmp } from './qmp.ts';

/**
 * The QEMU to ask, and the modes that it must support; `nullDisks` where disks without storage are
 * needed too.
 */
export interface FeatureRequest extends BareQemuRequest {
  readonly modes: readonly DiskMode[];
  readonly nullDisks?: boolean | undefined;
}

/**
 * Asks a QEMU without a machine whether it has all that the modes need, so that what is lacking is
 * said before anything boots: `qemu-failed` with one sentence per lack. Asked instead of a table of
 * versions, since builds differ.
 */
export async function requireFeatures(request: FeatureRequest): Promise<void> {
  const lacks = await missingFeatures(request);
  if (lacks.length === 0) return;
  throw new GateError('qemu-failed', {
    problem: `${request.qemu} does not support what these disks need: ${lacks.join('; ')}`,
    remedy: 'leave those options out, or name another QEMU (--qemu, --base-qemu)',
  });
}

/**
 * One sentence without a full stop for each thing that the modes need and this QEMU or host lacks.
 * The parts that it checks are exactly those that would be plugged.
 */
export async function missingFeatures({
  qemu,
  modes,
  nullDisks,
  signal,
}: FeatureRequest): Promise<readonly string[]> {
  await using bare = await startBareQemu({ qemu, signal });
  const lacks = new Set<string>();
  const asked = [...modes, ...(nullDisks === true ? [defaultDiskMode(512)] : [])];
  for (const mode of asked) {
    const image = { driver: 'null-co' } as const;
    const parts = diskParts({ id: 'asked', image, mode, port: 0 });
    for (const lack of await lacksOfNodes(bare.qmp, parts)) lacks.add(lack);
    for (const lack of await lacksOfDevices(bare.qmp, parts)) lacks.add(lack);
  }
  const engines = await lacksOfEngines(bare, new Set(modes.map(mode => mode.aio)));
  for (const [aio, why] of engines) lacks.add(`aio=${aio}: ${why}`);
  return [...lacks];
}

/**
 * Why QEMU does not take the nodes, on a disk without storage. It checks every driver, option and
 * value before it finds that the format has no header there. What `file` alone has is asked for
 * with the engines.
 */
async function lacksOfNodes(qmp: Qmp, { objects, nodes }: DiskParts): Promise<string[]> {
  const made: unknown[] = [];
  for (const object of objects) await refusalIn(qmp, 'object-add', object);
  let lack: string | undefined;
  for (const node of nodes) {
    lack ??= await refusalIn(qmp, 'blockdev-add', node);
    if (lack === undefined) made.unshift(node['node-name']);
  }
  // One that stays is in the way of the next, which is told as its lack.
  for (const name of made) await refusalIn(qmp, 'blockdev-del', { 'node-name': name });
  for (const { id } of objects) await refusalIn(qmp, 'object-del', { id });
  return lack === undefined || /Image is not in \w+ format/.test(lack) ? [] : [lack];
}

const propertyList = z.array(z.object({ name: z.string() }));

/** Arguments of device_add that are not properties of the device. */
const commonArguments = ['id', 'bus'];

async function lacksOfDevices(qmp: Qmp, { devices }: DiskParts): Promise<string[]> {
  const lacks: string[] = [];
  for (const { driver, ...device } of devices) {
    const typename = String(driver);
    const answer = await qmp
      .execute('device-list-properties', { typename })
      .catch((error: unknown) => error);
    const known = propertyList.safeParse(answer).data;
    if (known === undefined) lacks.push(`it has no device ${typename}`);
    const names = new Set([...commonArguments, ...(known ?? []).map(({ name }) => name)]);
    const unknown = Object.keys(device).filter(property => known && !names.has(property));
    lacks.push(...unknown.map(name => `its device ${typename} has no property ${name}`));
  }
  return lacks;
}

/** A QEMU without a machine, which starts in milliseconds and can be asked what it has. */
interface BareQemu extends AsyncDisposable {
  readonly qmp: Qmp;
  /** A directory of its own, removed with it. */
  readonly directory: string;
  /** The last that it wrote to stderr. */
  readonly stderrTail: () => string;
}

/** Which QEMU to ask. */
interface BareQemuRequest {
  readonly qemu: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a QEMU without a machine under the same restrictions as those that measure, system calls
 * included: `qemu-failed`, `guest-hung`.
 */
async function startBareQemu({ qemu, signal }: BareQemuRequest): Promise<BareQemu> {
  await using resources = new AsyncDisposableStack();
  const { path: directory } = resources.use(await createSocketScratch());
  const monitor = resources.use(await listenForQemu(join(directory, 'qmp')));
  const argv = [qemu, ...isolation, '-machine', 'none', ...monitorArguments(monitor.path)];
  const program = resources.use(await startProgram({ argv, signal }));
  const qmp = resources.use(await monitor.accept({ program, timeout: 20, signal }));
  const owned = resources.move();
  return {
    qmp,
    directory,
    stderrTail: program.stderrTail,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * The engines with which this QEMU cannot open a file on this host, each with the reason in QEMU's
 * words.
 */
export async function missingEngines(
  request: BareQemuRequest,
): Promise<ReadonlyMap<AioEngine, string>> {
  await using qemu = await startBareQemu(request);
  return await lacksOfEngines(qemu, aioEngines);
}

async function lacksOfEngines(
  qemu: BareQemu,
  engines: Iterable<AioEngine>,
): Promise<ReadonlyMap<AioEngine, string>> {
  const lacks = new Map<AioEngine, string>();
  for (const aio of engines) {
    const lack = await lackOfEngine(qemu, aio);
    if (lack !== undefined) lacks.set(aio, lack);
  }
  return lacks;
}

/**
 * Why a small file can't be opened with the engine, undefined where it can. A build may lack it,
 * although its schema lists it, and a kernel may refuse it (fs.aio-max-nr,
 * kernel.io_uring_disabled, a container's seccomp profile), of which some versions only warn.
 * Whether a filesystem has O_DIRECT is the matter of the directory that will be measured, not of
 * ours: where ours has none, native is asked for without it, which a build that has it refuses with
 * a sentence of its own.
 */
async function lackOfEngine(qemu: BareQemu, aio: AioEngine): Promise<string | undefined> {
  const said = await openWith(qemu, aio, aio === 'native');
  if (said === undefined || aio !== 'native' || !/O_DIRECT|Invalid argument/i.test(said))
    return said;
  const buffered = await openWith(qemu, aio, false);
  return buffered?.includes('cache.direct') ? undefined : buffered;
}

async function openWith(
  { qmp, directory, stderrTail }: BareQemu,
  aio: AioEngine,
  direct: boolean,
): Promise<string | undefined> {
  const filename = join(directory, 'probe');
  await writeFile(filename, Buffer.alloc(65536));
  const name = { 'node-name': 'probe' };
  const file = { driver: 'file', filename, aio, cache: { direct } };
  const refusal = await refusalIn(qmp, 'blockdev-add', { ...name, ...file });
  if (refusal !== undefined) return refusal;
  // It warns before it answers; by its next answer we have read both.
  await qmp.execute('blockdev-del', name);
  return fallbackWarning(stderrTail(), aio);
}

/** Why QEMU refuses a command, in its own words; undefined where it does not. */
async function refusalIn(qmp: Qmp, command: string, args: object): Promise<string | undefined> {
  try {
    await qmp.execute(command, args);
    return undefined;
  } catch (error) {
    if (!(error instanceof GateError) || qmp.lost) throw error;
    return error.facts.why ?? error.facts.problem;
  }
}

const names = { native: /(native|Linux) AIO|linux-aio/i, io_uring: /io_uring/i } as const;

/**
 * The line of stderr in which QEMU says that it lacks an engine and uses threads instead, as some
 * versions do where others refuse. Undefined where there is none, and for threads.
 */
export function fallbackWarning(stderr: string, aio: AioEngine): string | undefined {
  if (aio === 'threads') return undefined;
  return stderr
    .split('\n')
    .find(line => /fall(ing|s|en)? ?back/i.test(line) && names[aio].test(line));
}
