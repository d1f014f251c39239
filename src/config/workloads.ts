import type { Plan } from '../core/plan.ts';
import type { CellPolicy } from '../core/policy.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Rejection } from '../core/rejection.ts';
import { pairGeometry } from '../disk/pair.ts';
import { roomOf } from '../suites/shape.ts';
import type { ConfigFile, OwnFields } from './file.ts';
import { type OwnWorkload, parseShape } from './shape.ts';

/**
 * What configs say under `workloads`, where that is a group: of one name what the first config has.
 * Undefined where none has a group.
 */
export function ownWorkloads(
  configs: readonly (ConfigFile | undefined)[],
): readonly OwnWorkload[] | undefined {
  const groups = configs.flatMap(config => {
    const own = config?.content.workloads;
    if (config === undefined || own === undefined || Array.isArray(own)) return [];
    return [
      Object.entries(own as Record<string, OwnFields>).map(([name, fields]): OwnWorkload => {
        const at = ['workloads', name];
        const where = (key?: string) => config.where(key === undefined ? at : [...at, key]);
        return { name, fields, where, isWhole: !config.isFaulty(at) };
      }),
    ];
  });
  if (groups.length === 0) return undefined;
  const named = new Map<string, OwnWorkload>();
  for (const one of groups.flat()) if (!named.has(one.name)) named.set(one.name, one);
  return [...named.values()];
}

/** The cells that gates of workloads name: those metrics of it, and no other. */
export function gatesOf(own: readonly OwnWorkload[] = []): CellPolicy[] {
  return own.flatMap(({ name: workload, fields: { gate } }) =>
    gate === undefined
      ? []
      : [
          { workload, gate: false, ofWorkload: true },
          ...gate.map(metric => ({ workload, metric, gate: true, ofWorkload: true })),
        ],
  );
}

/** Whether an entry says what is asked: without, it names a workload that there is. */
export function isShaped({ fields: { gate: _gate, ...shape } }: OwnWorkload): boolean {
  return Object.values(shape).some(value => value !== undefined);
}

/** What of users' workloads does not fit the disks of a plan. */
export function unfitWorkloads(
  own: readonly OwnWorkload[],
  { suite, arms, pairs = [] }: Pick<Plan, 'suite' | 'arms' | 'pairs'>,
): Rejection[] {
  const shared = new Set(
    pairs.flatMap(({ head, place }) => (place === 'one file' ? [arms[head]?.name] : [])),
  );
  return own.flatMap(one => {
    const shape = parseShape(one);
    const isMeasured = suite.workloads.some(({ name }) => name === one.name);
    if (!shape.ok || !isShaped(one) || !isMeasured) return [];
    const { blockSize, blocks = [{ bytes: blockSize }] } = shape.value;
    return arms.flatMap(({ name, side, target }): Rejection[] => {
      if (target.kind !== 'disk' || side === 'yardstick') return [];
      const { block, bytes } = pairGeometry(target.mode, target.mode);
      // Both sides have half of a file that they share.
      const room = shared.has(name) ? bytes / 2 : bytes;
      const isOdd = blocks.some(size => size.bytes % block !== 0);
      // How much data an own image has is known once it is read.
      const isLarge = target.image === undefined && roomOf(shape.value).room > room;
      const faults = [
        {
          key: 'block',
          is: isOdd,
          has: 'sectors of',
          most: block,
          remedy: 'use a multiple of that',
        },
        {
          key: 'region',
          is: isLarge,
          has: 'room for',
          most: room,
          remedy: 'make it smaller, or the disk larger',
        },
      ];
      return faults.flatMap(({ key, is, has, most, remedy }) =>
        is
          ? [
              {
                path: one.where(key),
                problem: `the disk "${name}" has ${has} ${formatBytes(most)}`,
                remedy,
              },
            ]
          : [],
      );
    });
  });
}
