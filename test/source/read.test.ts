import { describe, expect, it, test } from 'vitest';
import { definition, domain, modeOf, read } from './cases.ts';

const prod = definition('01-libvirt-plain.xml');
const zeroes = definition('04-libvirt-detect-zeroes.xml');

describe('which disk is meant', () => {
  test('is clear where there is one to measure', () => {
    const reading = read(prod);
    expect(reading).toMatchObject({
      ok: true,
      value: {
        disk: '01-libvirt-plain.xml vda',
        what: 'libvirt domain "standalone"',
        target: 'vda',
      },
    });
  });

  it.each([
    ['nobody says it', zeroes, undefined, /disks.prod: .*2 disks.*target: with one of vda, vdb/],
    [
      'there is none of that name',
      zeroes,
      'vdd',
      /target: .*no disk "vdd".*did you mean vda\? Use one of: vda, vdb, hdc/,
    ],
    [
      'there are two of that name',
      domain(`<disk><target dev='vda'/></disk>\n<disk><target dev='vda'/></disk>`),
      'vda',
      /vm.xml:5: .*twice.*line 4/,
    ],
    ['there is none at all', domain(''), undefined, /vm.xml: .*no disk/],
    [
      'none is one to measure',
      domain(`<disk device='cdrom'><target dev='sda'/></disk>`),
      undefined,
      /sda is a CD-ROM/,
    ],
  ])('is asked where %s', (_, source, target, fault) => {
    expect(modeOf(read(source, target))).toEqual([expect.stringMatching(fault)]);
  });

  test('is not asked of a product that there is not', () => {
    expect(modeOf(read(prod, 'vda', { as: 'libvirt' }))).toMatch(/^format=qcow2/);
    expect(modeOf(read(prod, 'vda', { as: 'proxmx-9' }))).toEqual([
      expect.stringMatching(/as: "proxmx-9" is no product .*write qemu, libvirt, proxmox-9/),
    ]);
    const script = definition('20-qemu-native-flag.sh');
    expect(modeOf(read(script, undefined, { as: 'foo' }))).toEqual([
      expect.stringMatching(/as: "foo" is no product/),
    ]);
  });

  test("may be said by an alias of the user's", () => {
    expect(read(definition('12-libvirt-qemu-set.xml'), 'ua-data')).toMatchObject({
      rejections: [{ path: '12-libvirt-qemu-set.xml:15 disk vda' }],
    });
  });
});

describe('a field beside from', () => {
  const none = 'format=qcow2,cache=none,aio=threads,bus=virtio-blk,iothread=off';

  it.each([
    ['that is equal', { cache: 'none' }, none],
    ["that is QEMU's default anyway", { aio: 'threads', discard: 'ignore' }, none],
    ['that says the same by flags', { 'cache.direct': 'on', 'write-cache': 'on' }, none],
    ['that no definition says', { cluster_size: '128KiB' }, `${none},cluster_size=131072`],
    ['that is open', { 'num-queues': '4' }, `${none},num-queues=4`],
  ])('%s is fine', (_, fields, mode) => {
    expect(modeOf(read(prod, 'vda', { fields }))).toBe(mode);
  });

  it.each([
    [
      'another cache',
      { cache: 'unsafe' },
      /^gate.yml cache: cache.direct=off contradicts cache.direct=on \(01-libvirt-plain.xml:8\)/,
    ],
    [
      'a flag of another cache',
      { 'cache.no-flush': 'on' },
      /no-flush=on contradicts cache.no-flush=off \(01-libvirt-plain.xml:8\)/,
    ],
    ['another format', { format: 'raw' }, /format=raw contradicts format=qcow2/],
    [
      'what the file leaves to QEMU',
      { aio: 'native' },
      /aio=native contradicts aio=threads \(01-libvirt-plain.xml:10 leaves it out: QEMU's default\)/,
    ],
  ])('that says %s is an error that names both places', (_, fields, fault) => {
    expect(modeOf(read(prod, 'vda', { fields }))).toEqual([expect.stringMatching(fault)]);
  });

  test('has its origin, as every field has', () => {
    const reading = read(definition('05-libvirt-no-driver.xml'), 'vda', {
      fields: { size: '4GiB' },
    });
    expect(reading.ok && reading.value.origins).toEqual({
      format: { default: "libvirt's, without a type" },
      bus: { line: 8 },
      size: { config: 'gate.yml size' },
    });
  });

  test('is refused together with what the file has wrong', () => {
    const source = domain(`<disk><driver packed='on' type='raw'/><target dev='vda'/></disk>`);
    expect(modeOf(read(source, 'vda', { fields: { format: 'qcow2' } }))).toHaveLength(2);
  });
});
