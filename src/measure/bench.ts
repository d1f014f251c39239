import type { Environment } from '../core/environment.ts';
import type { Plan, Site } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import { suiteDigest } from '../core/suite.ts';
import { GateError } from '../errors.ts';
import { checkDirectories, type MeasuredDirectory } from '../host/directory.ts';
import { probeHost, toolVersions } from '../host/environment.ts';
import type { HeldDevice } from '../host/scratch-device.ts';
import { droppedVariables } from '../process/child-environment.ts';
import { acquireHostLock } from '../process/lock.ts';
import { readBootId } from '../process/owner.ts';
import { createScratch, makeDirectories, removeAbandonedScratch } from '../process/scratch.ts';
import { runTool } from '../process/tool.ts';
import { rulesOf } from '../suites/registry.ts';
import { countWrites, describeCost, requireWriteBudget, type WriteCount } from './budget.ts';
import { holdDevices } from './devices.ts';
import { hostParts, requireGivenParts } from './given-part.ts';
import { type GuestSetup, type PreparedGuests, prepareGuests } from './guest-setup.ts';
import { directoryNeeds } from './host-files.ts';
import { requireProcessors } from './pinning.ts';
import { type OnProgress, type Stopwatch, startStopwatch } from './progress.ts';

/** What every part of a run uses; created before the first round, and removed at the end. */
export interface Bench extends AsyncDisposable {
  readonly plan: Plan;
  readonly site: Site;
  /** Directory for images and host files, on the filesystem under test; ours alone. */
  readonly scratch: string;
  /**
   * The head's, and the base side's where it is another one; none where the plan has no virtual
   * disk.
   */
  readonly guests: readonly GuestSetup[];
  readonly environment: Environment;
  /** Block devices under test, by the names that the owner of this host gave them. */
  readonly devices: ReadonlyMap<string, HeldDevice>;
  /** Doubts that arose on the way here. */
  readonly caveats: readonly Caveat[];
  readonly onProgress: OnProgress;
  readonly stopwatch: Stopwatch;
  readonly writes: WriteCount;
  readonly signal: AbortSignal;
}

export interface BenchRequest {
  readonly plan: Plan;
  readonly site: Site;
  readonly cacheDirectory: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /**
   * Installs what the host lacks, after everything that the caller wrote was looked at, and before
   * anything is downloaded or waited for. Absent: nothing is installed.
   */
  readonly install?: (() => Promise<unknown>) | undefined;
}

/**
 * Takes the host's lock, checks the directory, and gets guest and accelerator ready; undone in
 * reverse on dispose.
 */
export async function openBench(request: BenchRequest): Promise<Bench> {
  const { site, onProgress, signal } = request;
  await using resources = new AsyncDisposableStack();
  requireWriteBudget(request);
  onProgress({ kind: 'phase', text: describeCost(request.plan) });
  const directory = await readyDirectory(request);
  const boots = request.plan.arms.some(({ target }) => target.kind !== 'host');
  if (boots) await requireGivenParts(site, signal);
  if (boots) await requireProcessors(request.plan, site);
  await request.install?.();
  const plan = await settleSuite(request.plan, signal);
  resources.use(
    await acquireHostLock({
      wait: site.lockWait,
      signal,
      onWait: holder =>
        onProgress({ kind: 'phase', text: `waiting for another run on this host: ${holder}` }),
    }),
  );
  // Waiting for others is no part of the run: neither its budget nor its timing counts it.
  const stopwatch = startStopwatch();
  const tell = (text: string): void => onProgress({ kind: 'phase', text });
  for (const path of await removeAbandonedScratch(directory.path, tell))
    tell(`removed what an earlier run left behind: ${path}`);
  const { path: scratch } = resources.use(await createScratch({ parent: directory.path }));
  const { guests, caveats }: PreparedGuests = boots
    ? await prepareGuests({ ...request, plan, scratch, stopwatch })
    : { guests: [], caveats: [] };
  const devices = resources.use(await holdDevices(plan, signal));
  const environment = {
    ...(await probeEnvironment({ plan, site, directory, guest: guests[0] })),
    ...devices.facts,
  };
  const names = droppedVariables();
  const doubts: Caveat[] = names.length > 0 ? [{ kind: 'variables-dropped', names }] : [];
  if ((await readBootId()) === undefined) doubts.push({ kind: 'unseen', what: 'boot' });
  for (const caveat of doubts) onProgress({ kind: 'caveat', caveat });
  const owned = resources.move();
  return {
    ...request,
    plan,
    stopwatch,
    writes: countWrites(),
    scratch,
    guests,
    environment,
    devices: devices.held,
    caveats: [...doubts, ...caveats],
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function readyDirectory({ plan, site }: BenchRequest): Promise<MeasuredDirectory> {
  if (site.createDirectory) await makeDirectories(site.directory);
  const [measured] = await checkDirectories(directoryNeeds({ plan, site }));
  return measured;
}

interface EnvironmentRequest {
  readonly plan: Plan;
  readonly site: Site;
  readonly directory: MeasuredDirectory;
  readonly guest: GuestSetup | undefined;
}

async function probeEnvironment({
  plan,
  site,
  directory,
  guest,
}: EnvironmentRequest): Promise<Environment> {
  const host = await probeHost();
  return {
    accelerator: guest?.accelerator ?? 'none',
    ...host,
    filesystem: directory.filesystem,
    device: directory.device,
    suite: suiteDigest(plan.suite),
    tools: await toolVersions([plan.suite.tool]),
    ...hostParts(site, guest),
  };
}

/**
 * The plan with its suite as this host can measure it, settled before the first number and for all
 * arms alike: fio's io_uring, or libaio where the host refuses it.
 */
async function settleSuite(plan: Plan, signal: AbortSignal): Promise<Plan> {
  const { probe } = rulesOf(plan.suite);
  if (probe === undefined) return plan;
  try {
    // A file that certainly exists.
    await runTool({ argv: probe.argv(process.execPath), timeout: 30, signal });
    return plan;
  } catch (error) {
    if (!(error instanceof GateError && error.code === 'tool-failed')) throw error;
    return { ...plan, suite: probe.otherwise };
  }
}
