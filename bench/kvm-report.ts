import { markdownTable } from 'markdown-table';
import type { Run } from '../src/core/run.ts';
import { contradictionsIn } from '../src/disk/evidence.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { renderKnownLoss, renderUnchanged } from '../src/report/formats.ts';
import { caveatText } from '../src/report/caveats.ts';
import type { Selftest } from '../src/selftest.ts';

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
  /** Undefined where it was not made. */
  readonly selftest?: Selftest | undefined;
}

/**
 * What a host with KVM has shown, in Markdown, to be sent to the project as it is: whether it
 * accepts, boots, attested modes, noise. It names no host, user or path.
 */
export function renderKvmReport(evidence: KvmEvidence): string {
  const { run, more, findings, selftest } = evidence;
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
    '## Selftest: unchanged disks, and a known loss',
    selftest === undefined ? 'not made' : selftestText(selftest),
    '## Caveats',
    runs.flatMap(({ caveats }) => caveats.map(caveat => `- ${caveatText(caveat)}`)).join('\n') ||
      'none',
    '',
  ].join('\n\n');
}

function selftestText(selftest: Selftest): string {
  const text = `${renderUnchanged(selftest.unchanged, false)}${renderKnownLoss(selftest, false)}`;
  return `\`\`\`text\n${text}\`\`\``;
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
