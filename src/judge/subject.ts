import { type Definition, unmeasuredChanges } from '../core/definition.ts';
import type { OwnImage, PlannedArm } from '../core/plan.ts';
import type { MissingReason, Reason } from '../core/reason.ts';
import type { Run, RunArm, Subject } from '../core/run.ts';
import { durabilityClass } from '../disk/cache.ts';
import { fieldValues, modeKeys } from '../disk/fields.ts';
import { gatesOwn } from '../disk/image-fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { specOf } from '../disk/spec.ts';
import { kindOf } from '../suites/registry.ts';
import type { Cell, CellsRequest } from './cell.ts';

/**
 * One difference between the judged subject and the one it is judged against: `cache none ->
 * directsync`.
 */
export interface SubjectChange {
  readonly arm: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Where the definition of its disk says it, or would. */
  readonly at?: { readonly path: string; readonly line: number } | undefined;
  /** Workloads that show it, where that is known and not all of them. */
  readonly shownBy?: readonly string[];
}

/** The same, with the workloads of the run that show it. */
export function shownIn(change: SubjectChange, { suite }: Run['plan']): SubjectChange {
  const kind = kindOf(suite);
  const isShown = (one: (typeof suite.workloads)[number]): boolean =>
    kind.exercises?.(one, change.what) ?? true;
  const found = suite.workloads.filter(isShown);
  if (found.length === suite.workloads.length) return change;
  return { ...change, shownBy: found.map(({ name }) => name) };
}

/**
 * What differs between the subjects of two arms of one name: `cache none -> directsync`, QEMU,
 * kernel, initrd. `definition` is that of the second one.
 */
export function subjectChanges(from: RunArm, to: RunArm, definition?: Definition): SubjectChange[] {
  const before = factsOf(from.subject);
  const after = factsOf(to.subject);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(what => ({
      arm: to.name,
      what,
      from: before.get(what) ?? '(not applicable)',
      to: after.get(what) ?? '(not applicable)',
    }))
    .filter(change => change.from !== change.to)
    .map(change => {
      const isSaid = modeKeys.includes(change.what) && !gatesOwn.includes(change.what);
      if (definition === undefined || !isSaid) return change;
      // A field that is not said any more is missing at its disk.
      const { path, lines, line } = definition;
      return { ...change, at: { path, line: lines[change.what] ?? line } };
    });
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
        ...imageFacts(target.image),
        ['device', target.device ?? 'a file'],
      ];
    default:
      return target satisfies never;
  }
}

/**
 * Of the image itself, where it is a copy, the mode has said its cluster size already; that of an
 * overlay is the overlay's.
 */
function imageFacts(image: OwnImage | undefined): (readonly [string, string])[] {
  if (image === undefined) return [['image', 'made by the gate']];
  const { on, digest, layers } = image;
  return [
    ['image', `sha256 ${digest.slice(0, 12)}`],
    ['on', on],
    ['depth', String(layers.length)],
    ...layers.flatMap(({ format, options }, index) => {
      const name = layers.length === 1 && on === 'copy' ? '' : `layer ${index + 1} `;
      const said = Object.entries({ format, ...options }).filter(
        ([option]) => index > 0 || on === 'overlay' || !inMode.has(option),
      );
      return said.map(([option, value]) => [`${name}${option}`, value] as const);
    }),
  ];
}

const inMode: ReadonlySet<string> = new Set(['format', 'cluster_size', 'lazy_refcounts']);

/** Two builds can share a version, so the digest's first digits stand beside it. */
function describePart(part: Subject['qemu'], absent: string): string {
  return part === undefined ? absent : `${part.version} (sha256 ${part.sha256.slice(0, 12)})`;
}

type ArmName = Pick<Cell, 'arm' | 'side'>;

function armIn(run: Run | undefined, { arm, side }: ArmName): PlannedArm | undefined {
  return run?.plan.arms.find(one => one.name === arm && one.side === side);
}

/** What a cell's disk was before: its base side, else the newest stored run that has it. */
function armBefore(
  cell: ArmName,
  { run, baseline: { runs, newest }, policy }: CellsRequest,
): PlannedArm | undefined {
  const live = policy.reference === 'stored' ? undefined : armIn(run, { ...cell, side: 'base' });
  return live ?? [...runs, newest].map(one => armIn(one, cell)).find(one => one !== undefined);
}

/**
 * Why a disk is red whatever its speed, and whatever host measured it: a lower durability class is
 * faster because it promises less. Undefined where it promises as much as before.
 */
export function weakerDurability(cell: ArmName, request: CellsRequest): Reason | undefined {
  const [head, base] = [armIn(request.run, cell)?.target, armBefore(cell, request)?.target];
  if (head?.kind !== 'disk' || base?.kind !== 'disk') return undefined;
  const [now, promised] = [head.mode.cache, base.mode.cache];
  return durabilityClass(now) < durabilityClass(promised)
    ? { kind: 'weaker-durability', now, promised }
    : undefined;
}

/**
 * Why no number of a disk counts: its definition changed in what nobody measures, or was there
 * before and can't be read.
 */
export function unseenChange(cell: ArmName, request: CellsRequest): MissingReason | undefined {
  const head = armIn(request.run, cell);
  if (head?.side !== 'head') return undefined;
  if (head.baseUnread !== undefined) return { kind: 'base-unread', said: head.baseUnread };
  const before = armBefore(cell, request)?.definition;
  const changes = unmeasuredChanges(before, head.definition);
  return changes.length === 0 ? undefined : { kind: 'unmeasured-change', changes };
}
