import { execa } from 'execa';
import { expect, test } from 'vitest';
import { describePresets, presetsOf } from '../../src/cli/modes.ts';
import { parseDiskSpec } from '../../src/config/disk-spec.ts';
import { findQemu } from '../../src/qemu/binary.ts';

const presets = presetsOf(2 ** 20);
const printed = describePresets(presets);
const sections = printed.split('\n\n');

test('every preset is printed with its SPEC and what the guest may rely on; default is an alias', () => {
  expect(sections.map(section => section.split('\n')[0])).toEqual([
    'default (QEMU resolves it to writeback)',
    'writeback',
    'writethrough',
    'none',
    'directsync',
    'unsafe',
  ]);
  expect(presets[0]?.key).toBe(presets[1]?.key);
  expect(sections[3]).toContain(
    '  --disk      name=none,format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off,size=1MiB\n',
  );
  expect(sections[5]).toContain('class 0: flushes are dropped');
});

test('the SPEC of a preset is taken for it, and JSON has its size in bytes', () => {
  for (const { preset, mode, key } of presets) {
    const [, spec = ''] =
      /--disk +(\S+)/.exec(sections.find(section => section.startsWith(preset)) ?? '') ?? [];
    expect(parseDiskSpec('--disk', spec, 1)).toMatchObject({
      ok: true,
      value: { arm: { name: preset, target: { mode } } },
    });
    expect(key).toMatch(/,size=1048576$/);
  }
});

test("QEMU's options are those of the mode, and a shell and QEMU read them back", async () => {
  const options = [...(sections[4] ?? '').matchAll(/^ {2}(-\w+) '(.*)'$/gm)].map(
    ([, option, json]) => ({
      option,
      json: JSON.parse(json ?? '') as Record<string, unknown>,
    }),
  );
  expect(options.map(({ option }) => option)).toEqual(['-blockdev', '-blockdev', '-device']);
  expect(options[0]?.json).toMatchObject({
    driver: 'file',
    cache: { direct: true, 'no-flush': false },
  });
  expect(options[2]?.json).toMatchObject({
    driver: 'virtio-blk-pci',
    'write-cache': 'off',
    'config-wce': false,
  });
  const { path } = await findQemu();
  const words = options.flatMap(({ option = '', json }) =>
    // Without an image and a root port; QEMU reads all of its options before it looks for either.
    [option, JSON.stringify(json.driver === 'file' ? { ...json, filename: '/nonexistent' } : json)],
  );
  const { stderr, exitCode } = await execa(
    path,
    ['-M', 'q35', '-display', 'none', '-nodefaults', ...words],
    {
      reject: false,
    },
  );
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/Could not open '\/nonexistent'/);
});
