import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { fieldTable, proofTable } from '../../scripts/docs/disk-fields.ts';
import { parseDiskSpec } from '../../src/config/disk-spec.ts';
import { expectationsOf } from '../../src/disk/evidence.ts';
import { diskModeKey, fields, withDefaults } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { diskParts, imageOptions } from '../../src/disk/parts.ts';

// One file for each field: what a SPEC that sets it becomes, on the way from the text to the proof.
// Everything is told as the difference to the disk that the rest of the SPEC (`with`) is.
const fixture = z.strictObject({
  with: z.string(),
  set: z.string(),
  mode: z.record(z.string(), z.unknown()),
  key: z.string(),
  qemu: z.array(z.string()),
  evidence: z.array(z.string()),
  refused: z.strictObject({ spec: z.string(), problem: z.string() }),
});

const directory = new URL('../../fixtures/disk-fields/', import.meta.url);
const page = readFileSync(new URL('../../docs/disk-modes.md', import.meta.url), 'utf8');

function modeOf(spec: string): DiskMode {
  const read = parseDiskSpec('--disk', `name=disk,${spec}`.replace(/,$/, ''), 2 ** 30);
  if (!read.ok || read.value.arm.target.kind !== 'disk') throw new Error(JSON.stringify(read));
  return read.value.arm.target.mode;
}

/** Every argument of QEMU and qemu-img as a line that says of which part it is. */
function argumentsOf(mode: DiskMode): string[] {
  const { nodes, objects, devices } = diskParts({ id: 'disk', image: 'x', mode, port: 0 });
  const parts = [...nodes, ...objects, ...devices].flatMap(part =>
    Object.entries(part).map(
      ([name, value]) =>
        `${String(part['node-name'] ?? part['id'])}: ${name}=${JSON.stringify(value)}`,
    ),
  );
  return [...parts, ...imageOptions(mode).map(option => `qemu-img: ${option}`)];
}

function evidenceOf(mode: DiskMode): string[] {
  return expectationsOf({ id: 'disk', image: 'x', mode }).map(
    ({ fact, from, at, expected }) => `${fact}: ${String(expected)} (${from}, ${at})`,
  );
}

function added(of: (mode: DiskMode) => string[], before: DiskMode, after: DiskMode): string[] {
  return of(after).filter(line => !of(before).includes(line));
}

test('every field has a fixture', () => {
  expect(readdirSync(directory).toSorted()).toEqual(
    fields.map(({ name }) => `${name}.json`).toSorted(),
  );
});

describe.each(fields.map(({ name }) => name))('the field %s', name => {
  const entry = fields.find(field => field.name === name);
  const text = readFileSync(new URL(`${name}.json`, directory), 'utf8');
  const example = fixture.parse(JSON.parse(text));
  const before = modeOf(example.with);
  const after = modeOf(`${example.with},${example.set}`.replace(/^,/, ''));

  it('is read, and stands in the key', () => {
    expect(after).toEqual({ ...before, ...example.mode });
    expect(diskModeKey(after).split(',')).toContain(example.key);
    expect(diskModeKey(before).split(',')).not.toContain(example.key);
  });

  it('reaches QEMU', () => {
    expect(added(argumentsOf, before, after)).toEqual(example.qemu);
  });

  it('is proven, or why it cannot be is said', () => {
    expect(added(evidenceOf, before, after)).toEqual(example.evidence);
    expect(entry?.evidence === undefined).toBe(entry?.unproven !== undefined);
    expect(example.evidence.length > 0).toBe(entry?.unproven === undefined);
  });

  it('is refused where it cannot be', () => {
    const read = parseDiskSpec('--disk', `name=disk,${example.refused.spec}`, 2 ** 30);
    expect(read.ok ? [] : read.rejections.map(({ problem }) => problem)).toEqual([
      example.refused.problem,
    ]);
  });

  it('is documented', () => {
    expect(page).toContain(`| \`${name}\` |`);
    expect(page).toContain(entry?.unproven ?? '| fact | read from |');
  });
});

test('the tables of the page are those of the fields', () => {
  expect(page).toContain(fieldTable());
  expect(page).toContain(proofTable());
});

test('a default that is said is the same disk as one that is not', () => {
  const plain = modeOf('format=qcow2');
  const full = withDefaults(plain);
  expect(evidenceOf(full)).toEqual(evidenceOf(plain));
  expect(diskModeKey(full)).toBe(diskModeKey(plain));
});
