import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { disksCommand } from '../../src/cli/disks.ts';
import type { Options } from '../../src/cli/options.ts';
import { describeError, GateError } from '../../src/errors.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/source');

/** What the command prints of a definition. */
async function printed(path: string, options: Options = {}): Promise<string> {
  const terminal = keptTerminal(folder);
  expect(await disksCommand(path, options, terminal)).toBe(0);
  return terminal.printed.join('');
}

/** The message with which the command ends. */
async function failed(path: string, options: Options = {}): Promise<string> {
  const error: unknown = await disksCommand(path, options, keptTerminal(folder)).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GateError);
  return describeError(error);
}

test('every disk is shown with its mode, the origin of each field, and how to go on', async () => {
  const text = await printed(join(folder, '11-libvirt-scsi-controller.xml'));
  expect(text).toContain('11-libvirt-scsi-controller.xml: libvirt domain "win"\n');
  expect(text).toMatch(/^ {2}sda +format=raw,cache=none,aio=native,\S+ +class 1$/m);
  expect(text).toMatch(/^ +iothread +on +line 10$/m);
  expect(text).toMatch(/^ +detect-zeroes +off +QEMU's default$/m);
  expect(text).toMatch(/^ +told: line 10: 4 queues/m);
  expect(text).toMatch(/^ {2}sdb +can't be measured as it is +class 1$/m);
  expect(text).toMatch(/^ +line 8: <controller model="lsilogic">.*\n +-> /m);
  expect(text.split('\n').filter(line => line.endsWith(' '))).toEqual([]);
});

test('a cache that flags make up has their lines', async () => {
  const text = await printed(join(folder, '23-qemu-blockdev-many.sh'));
  expect(text).toMatch(/^ +cache +none +line 7, line 8$/m);
});

test('a disk that is none to measure is skipped, and one that is asked for stands alone', async () => {
  const path = join(folder, '04-libvirt-detect-zeroes.xml');
  expect(await printed(path)).toMatch(/^ {2}hdc +skipped: a CD-ROM$/m);
  expect(await printed(path, { target: 'vdb' })).not.toMatch(/vda|hdc/);
  expect(await failed(path, { target: 'vdz' })).toMatch(/no disk "vdz".*\n.*vda, vdb, hdc/);
});

test('JSON has the same, with the class of durability and what a mode can not be', async () => {
  const json = await printed(join(folder, '14-libvirt-chain-vhost-nvme.xml'), { format: 'json' });
  expect(JSON.parse(json)).toMatchObject({
    format: 'libvirt',
    what: 'libvirt domain "sources"',
    disks: [
      {
        target: 'vda',
        durability: 1,
        refused: [
          { name: 'metadata_cache', line: 8, accepts: 'without' },
          { name: 'backing', line: 11, accepts: 'without' },
        ],
      },
      { target: 'vdb', durability: 'unknown' },
      { target: 'vdc', durability: 'unknown' },
    ],
  });
});

test('a mode that QEMU would refuse is one that can not be measured', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'vm.xml');
  await writeFile(path, `<disk><driver io='native'/><target dev='vda'/></disk>`);
  expect(await printed(path)).toMatch(/vda +can't be measured[^]*aio=native needs O_DIRECT/);
});

test('a definition that is none, or can not be read, is an error with its place', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'vm.xml');
  await mkdir(path);
  expect(await failed(path)).toMatch(/can't be read.\n.*not a regular file/);
  expect(await failed(`${path}2`)).toMatch(/can't be read.\n.*ENOENT/);
  await writeFile(`${path}3`, Buffer.from('\uFEFF<domain/>', 'utf16le'));
  expect(await failed(`${path}3`)).toMatch(/is in UTF-16/);
  await writeFile(`${path}4`, 'a'.repeat(3 * 2 ** 20));
  expect(await failed(`${path}4`)).toMatch(/more than the 1048576 that are read/);
  expect(await failed(join(folder, '08-libvirt-jinja.xml'))).toMatch(/:4: a Jinja template/);
});
