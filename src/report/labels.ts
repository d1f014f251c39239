import { isPlannedControl } from '../core/control-arm.ts';
import { formatBytes, formatCount, formatDuration } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { rulesOf } from '../suites/registry.ts';

/** A named fact that a reader needs in order to understand the numbers. */
interface Label {
  readonly name: string;
  readonly text: string;
}

/**
 * The loud sentence about software emulation; undefined under KVM, and where no guest was booted.
 */
export function emulationWarning({ environment }: Run): string | undefined {
  if (environment.accelerator !== 'tcg') return undefined;
  return 'SOFTWARE EMULATION (tcg), not KVM: the guest rows show the emulated processor as much as the disk, and are only comparable with each other and with other emulated runs';
}

/** How a run was measured: workload, caches, rounds, host. Foreign text is not escaped yet. */
export function labelsOf(run: Run): Label[] {
  const { environment, plan } = run;
  const tools = Object.entries(environment.tools).map(([tool, version]) => `${tool} ${version}`);
  return [
    { name: 'workload', text: rulesOf(plan.suite).description },
    { name: 'caches', text: cachesOf(run) },
    {
      name: 'rounds',
      text: `${formatCount(run.rounds.length, 'round')} of ${plan.rounds} planned, ${orderOf(run)}`,
    },
    { name: 'directory', text: `${environment.filesystem} on ${environment.device}` },
    {
      name: 'host',
      text: `${environment.cpuModel}, ${formatCount(environment.cpuCores, 'core')}, ${environment.architecture}, kernel ${environment.hostKernel}`,
    },
    { name: 'guest', text: guestOf(run) },
    { name: 'tools', text: tools.join(', ') || 'none' },
  ];
}

function guestOf({ environment, arms }: Run): string {
  const { accelerator } = environment;
  if (accelerator === 'none') return 'none was booted';
  const qemu = environment.qemu ?? givenPart(arms, 'qemu');
  const kernel = environment.guestKernel ?? givenPart(arms, 'kernel');
  return `QEMU ${qemu}, accelerator ${accelerator}, kernel ${kernel}`;
}

/**
 * Where an input gave a part for either side, the subjects say what both had: `9.0 (head), 7.2.22
 * (base)`.
 */
function givenPart(arms: Run['arms'], part: 'qemu' | 'kernel'): string {
  const versions = (['head', 'base'] as const).flatMap(side => {
    const version = arms.find(arm => arm.side === side && arm.subject[part] !== undefined)?.subject[
      part
    ]?.version;
    return version === undefined ? [] : [`${version} (${side})`];
  });
  return versions.join(', ') || 'given by input';
}

/** Where the time of a run went, and what it wrote. */
export function costsOf({ timing, bytesWritten }: Run): string {
  const { boot, prepare, measure, rest } = timing;
  const total = boot + prepare + measure + rest;
  const parts = `measuring ${formatDuration(measure)}, booting ${formatDuration(boot)}, preparing ${formatDuration(prepare)}, rest ${formatDuration(rest)}`;
  return `${formatDuration(total)} (${parts}); ${formatBytes(bytesWritten)} written`;
}

function cachesOf({ arms }: Run): string {
  const guest = arms.some(({ subject }) => subject.target.kind === 'disk')
    ? ' (the guest always uses O_DIRECT, so its own cache is bypassed)'
    : '';
  return `buffered rows start with a warm host cache (read once), direct rows with a cold one${guest}`;
}

function orderOf({ arms, rounds, plan }: Run): string {
  const booted = rounds.some(({ boots }) => boots.length > 0)
    ? 'each in a freshly booted guest, '
    : '';
  const controls = arms.filter((_, index) => isPlannedControl(plan, index)).length;
  const besides = controls === 0 ? '' : ` and ${formatCount(controls, 'control')}`;
  return `${booted}${formatCount(arms.length - controls, 'arm')}${besides} in counterbalanced order`;
}

/**
 * What a reader calls a run's workloads: `rndrd` -> `random read`; an unknown one keeps its name.
 */
export function titlesOf({ plan: { suite } }: Run): (workload: string) => string {
  const titles = new Map(suite.workloads.map(({ name, title }) => [name, title]));
  return workload => titles.get(workload) ?? workload;
}
