import { markdownTable } from 'markdown-table';
import type { Run } from '../src/core/run.ts';
import { contradictionsIn } from '../src/disk/evidence.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { caveatText } from '../src/report/caveats.ts';
import { medianOf } from './figure.ts';
import type { Ceiling, Dilution } from './instrument.ts';
import { campaignsOf } from './pairs/figures.ts';
import { percent, renderCampaign, renderSpread, signed } from './pairs/markdown.ts';
import type { PairsTrace } from './pairs/trace.ts';

/** Findings that say something of KVM and of the host's steadiness; none of them names a path. */
const topics: ReadonlySet<string> = new Set([
  'accelerator',
  'aio',
  'processors',
  'governor',
  'turbo',
  'SMT',
  'memory',
  'noise',
]);

/** What was measured and found on a host with KVM. */
export interface KvmEvidence {
  /** Of the sysbench suite: the six cache modes over several rounds. */
  readonly run: Run;
  /**
   * Of the fio suite: a round of every bus, engine and format; undefined where it did not come to
   * that.
   */
  readonly more: Run | undefined;
  readonly findings: readonly Finding[];
  /** Undefined where it was not tried. */
  readonly instrument?: InstrumentEvidence | undefined;
}

/** Of what worth the suite that gates is on a host. */
export interface InstrumentEvidence {
  /** A run in which nothing changed. */
  readonly unchanged: Run;
  readonly dilution: readonly Dilution[];
  readonly ceiling: readonly Ceiling[];
}

/**
 * What a host with KVM has shown, in Markdown, to be sent to the project as it is: whether it
 * accepts, boots, attested modes, noise. It names no host, user or path.
 */
export function renderKvmReport(evidence: KvmEvidence): string {
  const { run, more, findings, instrument } = evidence;
  const { environment, tool } = run;
  const runs = more === undefined ? [run] : [run, more];
  return [
    `# KVM: ${showsKvm(evidence) ? 'accepted' : 'NOT accepted'}`,
    `${tool.name} ${tool.version}, ${run.startedAt}, ended: ${runs.map(({ stop }) => stop.reason).join(', ')}`,
    '## Host',
    table(['fact', 'value'], hostFacts(environment)),
    '## Boots, from the start of QEMU to the agent',
    table(
      ['suite', 'round', 'seconds'],
      runs.flatMap(({ plan, rounds }) =>
        rounds.map(({ index, boots }) => [plan.suite.name, `${index + 1}`, secondsOf(boots)]),
      ),
    ),
    '## Modes, read back from QEMU, guest and host',
    table(
      ['disk', 'key', 'attested', 'not as expected'],
      runs.flatMap(({ arms }) => arms.filter(({ side }) => side === 'head').map(attestationRow)),
    ),
    '## Noise while measuring',
    table(
      ['suite', 'round', "others' processors", 'steal', 'own processors'],
      runs.flatMap(({ plan, rounds }) =>
        rounds.map(round => [plan.suite.name, ...noiseRow(round)]),
      ),
    ),
    '## Noise while idle, and what else was found',
    table(['topic', 'state', 'found'], shown(findings)),
    '## The instrument',
    instrument === undefined ? 'not tried' : instrumentText(instrument),
    '## Caveats',
    runs.flatMap(({ caveats }) => caveats.map(caveat => `- ${caveatText(caveat)}`)).join('\n') ||
      'none',
    '',
  ].join('\n\n');
}

function instrumentText({ unchanged, dilution, ceiling }: InstrumentEvidence): string {
  const traces = [asTrace(unchanged)];
  return [
    renderCampaign(traces),
    renderSpread(traces),
    'A known loss (30 nested block nodes) by the length of its slices:',
    table(
      ['workload', 'slices of', 'difference ± SE'],
      dilution.map(({ workload, milliseconds, mean, error }) => [
        workload,
        `${milliseconds} ms`,
        `${signed(Math.expm1(mean))} ± ${percent(Math.exp(mean) * error)}`,
      ]),
    ),
    'Requests per second on a disk without storage, which should be twice those on the disk:',
    table(
      ['workload', 'without storage', 'on the disk', 'ratio'],
      ceiling.map(({ workload, rate }) => {
        const own = diskRate(unchanged, workload);
        return [workload, rate.toFixed(0), own.toFixed(0), (rate / own).toFixed(1)];
      }),
    ),
  ].join('\n\n');
}

/** No loss where there is none, and at no length of slices less of a loss than at half a second. */
export function showsInstrument({ unchanged, dilution }: InstrumentEvidence): boolean {
  const isUnchanged = campaignsOf([asTrace(unchanged)]).every(({ red }) => red.seen === 0);
  const longest = Math.max(...dilution.map(({ milliseconds }) => milliseconds));
  return (
    isUnchanged &&
    dilution.every(({ workload, mean, error }) => {
      const long = dilution.find(one => one.workload === workload && one.milliseconds === longest);
      // Of two means with these errors; a tenth of the loss may be the drain of the queue.
      const noise = 3 * Math.hypot(error, long?.error ?? 0);
      return mean <= 0.9 * (long?.mean ?? 0) + noise;
    })
  );
}

function asTrace(run: Run): PairsTrace {
  const name = { kind: 'aa', number: 1, sitting: '', load: 'left alone' } as const;
  return { schema: 1, ...name, loadAverage: 0, command: 'npm run accept:kvm', run };
}

function diskRate({ rounds }: Run, workload: string): number {
  return medianOf(
    rounds.flatMap(({ measurements }) =>
      measurements.flatMap(one =>
        one.workload === workload && one.metric === 'iops' ? [one.value] : [],
      ),
    ),
  );
}

/** Whether both runs are accepted. */
export function showsKvm({ run, more }: Pick<KvmEvidence, 'run' | 'more'>): boolean {
  return isAccepted(run) && more !== undefined && isAccepted(more);
}

/**
 * A host accepts where every guest booted with KVM, every mode was in force in every round, and no
 * tool failed.
 */
export function isAccepted({ environment, rounds, plan, arms, caveats }: Run): boolean {
  const booted = rounds.length === plan.rounds && rounds.every(({ boots }) => boots.length > 0);
  const complete = booted && !caveats.some(({ kind }) => kind === 'failed');
  return (
    environment.accelerator === 'kvm' && complete && arms.every(({ attestation }) => attestation.ok)
  );
}

function hostFacts(environment: Run['environment']): string[][] {
  const names = [
    'accelerator',
    'architecture',
    'cpuModel',
    'cpuCores',
    'hostKernel',
    'qemu',
    'guestKernel',
    'filesystem',
    'device',
  ] as const;
  return names.map(name => [name, String(environment[name] ?? 'given')]);
}

function secondsOf(boots: Run['rounds'][number]['boots']): string {
  return boots.map(({ seconds }) => seconds.toFixed(2)).join(', ') || 'none';
}

function attestationRow({ name, key, attestation }: Run['arms'][number]): string[] {
  const wrong = contradictionsIn(attestation.evidence);
  return [name, key, attestation.ok ? 'yes' : 'NO', wrong.join('; ') || '-'];
}

function noiseRow({ index, load }: Run['rounds'][number]): string[] {
  const { othersCpu, stealShare, ownCpu } = load;
  const figure = (value: number | undefined): string => value?.toFixed(2) ?? 'unknown';
  return [`${index + 1}`, figure(othersCpu), `${(stealShare * 100).toFixed(1)} %`, figure(ownCpu)];
}

function shown(findings: readonly Finding[]): string[][] {
  return findings
    .filter(({ topic }) => topics.has(topic))
    .map(({ topic, state, text }) => [topic, state, text]);
}

function table(head: string[], rows: string[][]): string {
  const safe = rows.map(row => row.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')));
  return markdownTable([head, ...safe], { alignDelimiters: false });
}
