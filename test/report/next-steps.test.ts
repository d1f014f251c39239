import { describe, expect, test } from 'vitest';
import { parseDiskSpec } from '../../src/config/disk-spec.ts';
import { judge } from '../../src/judge/judge.ts';
import { nextSteps } from '../../src/report/next-steps.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildHistory, buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';

const part = { sha256: '0'.repeat(64), version: '9.0' };
const scratch = diskArm('scratch');
const arms = [
  {
    ...diskArm('prod', { cache: 'directsync' }),
    subject: { ...diskArm('prod', { cache: 'directsync' }).subject, qemu: part },
  },
  scratch,
];
const history = buildHistory(6, (startedAt, index) => {
  const factor = noise(index + 3, 0.01);
  return buildRun({
    arms: [diskArm('prod', { cache: 'none' }), scratch],
    rounds: 10,
    startedAt,
    value: () => 1e8 * factor(),
  });
});

function steps(level: number) {
  const factor = noise(1, 0.01);
  const run = buildRun({
    arms,
    rounds: 10,
    value: ({ arm }) => (arm.name === 'prod' ? level : 1) * 1e8 * factor(),
  });
  return nextSteps(run, judge({ run, baseline: baselineOf(run, history), policy: gatingPolicy }));
}

describe('what to do next', () => {
  test('about a loss is a command that measures the lost disks again, and no others', () => {
    const command = steps(0.5)?.command ?? [];
    expect(command[0]).toMatch(/^storage-gate run --suite sysbench --rounds 10 \\$/);
    expect(command.join('\n')).not.toContain('scratch');
    const spec = /--disk (\S+)/.exec(command.join('\n'))?.[1] ?? '';
    expect(parseDiskSpec('x', spec, 1)).toMatchObject({
      ok: true,
      value: { arm: { target: arms[0]?.subject.target } },
    });
    expect(command.at(-1)).toBe('  --qemu "$QEMU"');
  });

  test('about a loss against stored runs names what the disk was before, and how the loss is accepted', () => {
    const found = steps(0.5);
    const spec = /--base-disk (\S+)/.exec(found?.command.join('\n') ?? '')?.[1] ?? '';
    const before = diskArm('prod', { cache: 'none' }).subject.target;
    expect(parseDiskSpec('x', spec, 1)).toMatchObject({
      ok: true,
      value: { arm: { name: 'prod', target: before } },
    });
    expect(found?.intended).toContain('storage-gate acknowledge');
  });

  test("about a QEMU that is slower than the base side's names both", () => {
    const disk = diskArm('prod');
    const withQemu = (side: 'head' | 'base', sha256: string) => ({
      ...diskArm('prod', {}, side),
      subject: { ...disk.subject, qemu: { ...part, sha256 } },
    });
    const factor = noise(3, 0.01);
    const run = buildRun({
      arms: [withQemu('head', '1'.repeat(64)), withQemu('base', '2'.repeat(64))],
      rounds: 12,
      value: ({ arm }) => (arm.side === 'head' ? 0.5 : 1) * 1e8 * factor(),
    });
    const next = nextSteps(
      run,
      judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy }),
    );
    const command = next?.command ?? [];
    expect(next?.intended).toBeUndefined();
    expect(command.slice(-2)).toEqual(['  --qemu "$QEMU" \\', '  --base-qemu "$BASE_QEMU"']);
  });

  test('is nothing where nothing was lost', () => {
    expect(steps(1)).toBeUndefined();
  });
});
