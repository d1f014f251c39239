import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Extent, PlannedArm } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import type { Workload } from '../core/suite.ts';
import { cacheFlags } from '../disk/cache.ts';
import { prepareHostFiles, readyHostFiles } from '../host/host-arm.ts';
import { coldFiles, flushDirtyPages, type Settled, warmFile } from '../host/page-cache.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Bench } from './bench.ts';
import type { ArmPlace, PlacedArm } from './guest-disk.ts';

/**
 * Buffered arms start warm (read once), direct ones cold, whatever ran before: the host's page
 * cache is known. A suite's files on the host are completed first, since the arm before may
 * have left them short (docs/adr/0002); returns the bytes that this wrote. A warm image of
 * a suite without files is not dropped before it is read, also where another arm had it in the
 * round before: that would read all of it from the drive again and leave the same pages there.
 */
export async function setCacheState(
  { plan, signal }: Bench,
  { arm, place }: PlacedArm,
): Promise<number> {
  const { files } = rulesOf(plan.suite);
  const { bytesWritten } =
    place.kind === 'host' && files !== undefined
      ? await prepareHostFiles({ directory: place.directory, files, signal })
      : { bytesWritten: 0 };
  const direct = usesDirect(arm.target);
  const paths = await filesOf(place);
  if (direct || files !== undefined) await coldFiles(paths, signal);
  for (const file of direct ? [] : paths) {
    signal.throwIfAborted();
    await warmFile(file, partOf(place));
  }
  return bytesWritten;
}

/**
 * Puts a suite's files on the host into the state in which each of its workloads shall find
 * them; returns the bytes that this wrote. Nothing is to be done for any other arm between its
 * workloads.
 */
export async function readyWorkload(
  { plan, signal }: Bench,
  { arm, place }: PlacedArm,
  workload: Workload,
): Promise<number> {
  const { files } = rulesOf(plan.suite);
  if (place.kind !== 'host' || files === undefined) return 0;
  const { directory } = place;
  const { bytesWritten } = await readyHostFiles({
    directory,
    files,
    workload: workload.name,
    direct: usesDirect(arm.target),
    signal,
  });
  return bytesWritten;
}

/** A null disk has nothing that could be cached. */
function usesDirect(target: PlannedArm['target']): boolean {
  if (target.kind === 'host') return target.direct;
  return target.kind === 'null' || cacheFlags(target.mode.cache).direct;
}

/** What of its file a disk is; undefined where it is all of it. */
function partOf(place: ArmPlace): Extent | undefined {
  if (place.kind === 'host' || place.disk.begin === undefined) return undefined;
  return { start: place.disk.begin, length: place.disk.mode.size };
}

async function filesOf(place: ArmPlace): Promise<string[]> {
  if (place.kind === 'disk') {
    const backing = place.disk.backing?.map(({ path }) => path) ?? [];
    return place.image === undefined ? [] : [place.image, ...backing];
  }
  return (await readdir(place.directory)).map(name => join(place.directory, name));
}

/**
 * A moment at which dirty pages were waited for: `randwrite-4k-qd32`, or what came before the
 * round.
 */
export interface SettledMoment extends Settled {
  readonly after: string;
}

/**
 * The doubt about what was measured while the host still wrote what came before; none where every
 * wait ended in time. One for all moments, since they have one cause: a drive that is too slow, or
 * others who write all the time.
 */
export function unsettledCaveats(
  moments: readonly SettledMoment[],
  { round, arm }: { readonly round: number; readonly arm?: Pick<PlannedArm, 'name' | 'side'> },
): Caveat[] {
  const late = moments.filter(({ unwritten }) => unwritten > 0);
  if (late.length === 0) return [];
  return [
    {
      kind: 'unsettled',
      round,
      ...(arm !== undefined && { arm: arm.name, side: arm.side }),
      after: late.map(({ after }) => after),
      bytes: Math.max(...late.map(({ unwritten }) => unwritten)),
      seconds: Math.max(...late.map(({ seconds }) => seconds)),
    },
  ];
}

/** Waits until what a workload, or whatever came before, left dirty is written. */
export async function settleAfter({ signal }: Pick<Bench, 'signal'>, after: string) {
  return { after, ...(await flushDirtyPages({ signal })) };
}
