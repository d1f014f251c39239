import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aioEngines, type DiskMode } from '../../src/disk/mode.ts';
import { isolation } from '../../src/qemu/arguments.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { missingEngines, missingFeatures, requireFeatures } from '../../src/qemu/features.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';
import { type Alteration, alteredQemu } from './altered-qemu.ts';

// QEMU's own sentences: block/file-posix.c, util/osdep.c.
const notBuilt = 'aio=native was specified, but is not supported in this build.';
const noDirect = "Could not open '/probe': filesystem does not support O_DIRECT";
const nativeFallback =
  'Unable to use native AIO, falling back to thread pool: Resource temporarily unavailable';
const uringFallback =
  'Unable to use linux io_uring, falling back to thread pool: Operation not permitted';

const mode: DiskMode = {
  format: 'raw',
  cache: 'none',
  aio: 'native',
  bus: 'virtio-blk',
  iothread: false,
  size: 1,
};
const modes = aioEngines.map(aio => ({ ...mode, aio }));

async function lacksWith(...alterations: readonly Alteration[]) {
  await using directory = await temporaryDirectory();
  const { path } = await findQemu();
  const qemu = await alteredQemu(directory.path, { qemu: path, alterations });
  const lacks = await missingFeatures({ qemu, modes });
  const engines = await missingEngines({ qemu });
  expect(lacks).toEqual([...engines].map(([engine, why]) => `aio=${engine}: ${why}`));
  return Object.fromEntries(engines);
}

test("the distribution's QEMU opens files with every engine", async () => {
  expect(await lacksWith()).toEqual({});
});

test('a QEMU that lists native in its schema, but was built without it, lacks it', async () => {
  expect(await lacksWith({ aio: 'native', refuse: notBuilt })).toEqual({ native: notBuilt });
});

test('a directory of ours without O_DIRECT is no lack, and does not hide one', async () => {
  const directory = { aio: 'native', direct: true, refuse: noDirect };
  expect(await lacksWith(directory)).toEqual({});
  expect(await lacksWith(directory, { aio: 'native', direct: false, refuse: notBuilt })).toEqual({
    native: notBuilt,
  });
});

test('an engine that a kernel refuses is a lack, whether QEMU refuses too or only warns', async () => {
  const refused =
    'Unable to use native AIO: failed to create linux AIO context: Resource temporarily unavailable';
  expect(await lacksWith({ aio: 'native', refuse: refused })).toEqual({ native: refused });
  expect(
    await lacksWith(
      { aio: 'native', warn: nativeFallback },
      { aio: 'io_uring', warn: uringFallback },
    ),
  ).toEqual({
    native: nativeFallback,
    io_uring: uringFallback,
  });
});

test('what is lacking is refused with a sentence, only where a disk asks for it', async () => {
  await using directory = await temporaryDirectory();
  const { path } = await findQemu();
  const qemu = await alteredQemu(directory.path, {
    qemu: path,
    alterations: [{ aio: 'native', refuse: notBuilt }],
  });
  await requireFeatures({ qemu, modes: [{ ...mode, aio: 'threads' }] });
  await expect(requireFeatures({ qemu, modes })).rejects.toMatchObject({
    code: 'qemu-failed',
    facts: { problem: `${qemu} does not support what these disks need: aio=native: ${notBuilt}` },
  });
});

test('engines are tried under the rules for system calls under which is measured', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const { path } = await findQemu();
  const [qemu, words] = [join(directory.path, 'qemu'), join(directory.path, 'words')];
  await writeFile(qemu, `#!/bin/sh\nprintf '%s\\n' "$@" > '${words}'\nexec '${path}' "$@"\n`, {
    mode: 0o755,
  });
  expect(await missingEngines({ qemu })).toEqual(new Map());
  const asked = (await readFile(words, 'utf8')).split('\n');
  expect(asked.slice(0, isolation.length)).toEqual(isolation);
  expect(isolation).toContain('-sandbox');
});
