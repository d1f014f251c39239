import type { Reason } from '../core/reason.ts';
import type { Run, RunArm, Subject } from '../core/run.ts';
import { durabilityClass } from '../disk/cache.ts';
import { fieldValues } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { specOf } from '../disk/spec.ts';
import { type Cell, type CellsRequest, liveBaseOf } from './cell.ts';

/**
 * One difference between the judged subject and the one it is judged against: `cache none ->
 * directsync`.
 */
export interface SubjectChange {
  readonly arm: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/**
 * What differs between the subjects of two arms of one name: `cache none -> directsync`, QEMU,
 * kernel, initrd.
 */
export function subjectChanges(from: RunArm, to: RunArm): SubjectChange[] {
  const before = factsOf(from.subject);
  const after = factsOf(to.subject);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(what => ({
      arm: to.name,
      what,
      from: before.get(what) ?? '(not applicable)',
      to: after.get(what) ?? '(not applicable)',
    }))
    .filter(change => change.from !== change.to);
}

/**
 * The SPEC of a disk as it was before these changes of it; undefined where none is of its mode, and
 * where it was no disk. It leaves out what QEMU does by default anyway.
 */
export function diskSpecBefore(
  name: string,
  mode: DiskMode,
  changes: readonly SubjectChange[],
): string | undefined {
  const before = new Map(
    changes.filter(({ arm }) => arm === name).map(({ what, from }) => [what, from]),
  );
  const now = fieldValues(mode);
  if (before.has('target') || !now.some(field => before.has(field.name))) return undefined;
  return specOf(
    name,
    now.map(field => ({ name: field.name, value: before.get(field.name) ?? field.value })),
  );
}

function factsOf({ target, qemu, kernel, initrd }: Subject): Map<string, string> {
  return new Map([
    ...targetFacts(target),
    ['QEMU', describePart(qemu, 'of the host')],
    ['kernel', describePart(kernel, "the distribution's")],
    ['initrd', describePart(initrd, 'none')],
  ]);
}

/**
 * Every field of a mode, also those at QEMU's default: from there a change may come, and there it
 * may go.
 */
function targetFacts(target: Subject['target']): (readonly [string, string])[] {
  switch (target.kind) {
    case 'host':
      return [['target', target.direct ? 'host, direct' : 'host, buffered']];
    case 'null':
      return [
        ['target', 'null disk without storage'],
        ['size', `${target.size} bytes`],
      ];
    case 'disk':
      return [
        ['target', 'disk'],
        ...fieldValues(target.mode).map(
          ({ name, value }) => [name, name === 'size' ? `${value} bytes` : value] as const,
        ),
      ];
    default:
      return target satisfies never;
  }
}

/** Two builds can share a version, so the digest's first digits stand beside it. */
function describePart(part: Subject['qemu'], absent: string): string {
  return part === undefined ? absent : `${part.version} (sha256 ${part.sha256.slice(0, 12)})`;
}

/**
 * Why a disk is red whatever its speed, and whatever host measured it: a lower durability class is
 * faster because it promises less. Undefined where it promises as much as before.
 */
export function weakerDurability(
  cell: Pick<Cell, 'arm' | 'side'>,
  { run, baseline: { runs, newest }, policy }: CellsRequest,
): Reason | undefined {
  const armIn = (other: Run | undefined): RunArm | undefined =>
    other?.arms.find(({ name, side }) => name === cell.arm && side === cell.side);
  const head = armIn(run)?.subject.target;
  const stored = [...runs, newest].map(armIn).find(arm => arm !== undefined);
  const live = policy.reference === 'stored' ? undefined : liveBaseOf(run, cell.arm)?.arm;
  const base = (live ?? stored)?.subject.target;
  if (head?.kind !== 'disk' || base?.kind !== 'disk') return undefined;
  const [now, promised] = [head.mode.cache, base.mode.cache];
  return durabilityClass(now) < durabilityClass(promised)
    ? { kind: 'weaker-durability', now, promised }
    : undefined;
}
