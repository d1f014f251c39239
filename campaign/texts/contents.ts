import type { Finding } from '../../src/action/finding.ts';
import { judge } from '../../src/judge/judge.ts';
import type { JudgedRun } from '../../src/judge/judgement.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../../test/harness/baseline-of.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../../test/harness/run-builder.ts';

/** A judged run, with a loss. */
export function judgedRun(): JudgedRun {
  const next = noise(7, 0.01);
  const arms = [
    diskArm('prod', { cache: 'directsync' }),
    diskArm('prod', { cache: 'none' }, 'base'),
  ];
  const value = (cell: { readonly arm: { readonly side: string } }) =>
    (cell.arm.side === 'head' ? 0.6 : 1) * 1e8 * next();
  const run = buildRun({ arms, rounds: 12, value });
  const judgement = judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy });
  return { run, judgement, claims: judgeClaims(run) };
}

/** Where a document or a judgement holds a foreign text, by name. */
export const places: Readonly<Record<string, (content: JudgedRun, text: string) => JudgedRun>> = {
  environment: ({ run, ...content }, text) => ({
    ...content,
    run: {
      ...run,
      environment: {
        ...run.environment,
        architecture: text,
        cpuModel: text,
        hostKernel: text,
        filesystem: text,
        device: text,
        tools: { sysbench: text },
        qemu: text,
        guestKernel: text,
      },
    },
  }),
  part: ({ run, ...content }, version) => ({
    ...content,
    run: {
      ...run,
      arms: run.arms.map(arm => ({
        ...arm,
        subject: { ...arm.subject, qemu: { sha256: 'a'.repeat(64), version } },
      })),
    },
  }),
  titles: ({ run, ...content }, title) => {
    const workloads = run.plan.suite.workloads.map(workload => ({ ...workload, title }));
    const suite = { ...run.plan.suite, workloads } as typeof run.plan.suite;
    return { ...content, run: { ...run, plan: { ...run.plan, suite } } };
  },
  evidence: ({ run, ...content }, text) => ({
    ...content,
    run: {
      ...run,
      arms: run.arms.map(arm => ({
        ...arm,
        attestation: { ok: false, evidence: [{ fact: text, expected: text, found: text }] },
      })),
    },
  }),
  caveats: ({ run, ...content }, said) => ({
    ...content,
    run: {
      ...run,
      caveats: [
        { kind: 'emulated', said },
        { kind: 'limits-unread', unknown: [said] },
      ],
    },
  }),
  doubts: ({ judgement, ...content }, text) => ({
    ...content,
    judgement: {
      ...judgement,
      caveats: [
        { kind: 'damaged', files: [{ path: text, said: text }] },
        { kind: 'several-gates', folders: [text] },
        { kind: 'unmatched-policy', disk: text },
      ],
    },
  }),
  reasons: ({ judgement, ...content }, said) => ({
    ...content,
    judgement: {
      ...judgement,
      cells: judgement.cells.map(cell => ({
        ...cell,
        reason: { kind: 'no-value', round: 0, said } as const,
      })),
    },
  }),
  facts: ({ judgement, ...content }, fact) => ({
    ...content,
    judgement: {
      ...judgement,
      cells: judgement.cells.map(cell => ({
        ...cell,
        reason: { kind: 'other-environment', facts: [fact] } as const,
      })),
    },
  }),
  acceptance: ({ judgement, ...content }, text) => ({
    ...content,
    judgement: { ...judgement, accepted: { by: text, reason: text } },
  }),
  changes: ({ judgement, ...content }, text) => ({
    ...content,
    judgement: { ...judgement, changes: [{ arm: 'prod', what: text, from: text, to: text }] },
  }),
};

/** What a pull request is told, with a foreign text in it. */
export const findings: Readonly<Record<string, (content: JudgedRun, text: string) => Finding>> = {
  notes: (judged, text) => ({
    kind: 'judged',
    legs: [{ name: 'gate', judged }],
    notes: [text],
  }),
  legs: (judged, text) => ({
    kind: 'judged',
    legs: [
      { name: text, judged },
      { name: `${text} 2`, problem: text, isAbsent: true },
    ],
    notes: [],
  }),
  trouble: (_, reason) => ({ kind: 'not-measured', reason }),
  unchanged: (_, text) => ({ kind: 'nothing-changed', notes: [text] }),
};
