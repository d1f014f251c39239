import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseAptRecord } from '../../src/guest/apt-record.ts';

const fixture = (name: string) => readFile(`fixtures/guest/apt-cache-show-${name}.txt`, 'utf8');

test("a metapackage's record names the kernel image that it stands for", async () => {
  expect(parseAptRecord(await fixture('linux-image-cloud-amd64'))).toEqual({
    name: 'linux-image-cloud-amd64',
    version: '6.1.192-2',
    depends: ['linux-image-6.1.0-56-cloud-amd64'],
  });
});

test('of alternative dependencies the first counts', async () => {
  const record = parseAptRecord(await fixture('linux-image-6.1.0-56-cloud-amd64'));
  expect(record?.depends).toEqual(['kmod', 'linux-base', 'initramfs-tools']);
});

test('no output is no record', () => {
  expect(parseAptRecord('')).toBeUndefined();
});
