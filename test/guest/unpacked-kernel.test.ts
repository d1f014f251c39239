import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unpackKernel } from '../../src/guest/unpacked-kernel.ts';

/** The least of an ELF file that has a note: header, one program header, the note. */
function elfWithNote({ name, type }: { readonly name: string; readonly type: number }): Buffer {
  const note = Buffer.alloc(12 + 4 + 4);
  note.writeUInt32LE(name.length + 1, 0);
  note.writeUInt32LE(4, 4);
  note.writeUInt32LE(type, 8);
  note.write(name, 12);
  const header = Buffer.alloc(64 + 56);
  header.write('\x7fELF\x02\x01', 'latin1');
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(4, 64);
  header.writeBigUInt64LE(BigInt(header.length), 64 + 8);
  header.writeBigUInt64LE(BigInt(note.length), 64 + 32);
  return Buffer.concat([header, note]);
}

/** The least of a bzImage: header, one setup sector, payload. */
function bzImage(payload: Buffer, version = 0x20f): Buffer {
  const start = 1024;
  const image = Buffer.alloc(start);
  image.writeUInt8(1, 0x1f1);
  image.write('HdrS', 0x202);
  image.writeUInt16LE(version, 0x206);
  image.writeUInt32LE(0, 0x248);
  image.writeUInt32LE(payload.length, 0x24c);
  return Buffer.concat([image, payload]);
}

const bootable = elfWithNote({ name: 'Xen', type: 18 });

/** Linux appends the unpacked length to what zstd made. */
const withLength = (packed: Buffer): Buffer => Buffer.concat([packed, Buffer.alloc(4)]);

/** What is unpacked of a file with that content; undefined where it says that it unpacked none. */
async function unpackedOf(content: Buffer): Promise<Buffer | undefined> {
  await using scratch = await mkdtempDisposable(join(tmpdir(), 'unpacked-'));
  const [image, target] = [join(scratch.path, 'bzImage'), join(scratch.path, 'vmlinux')];
  await writeFile(image, content);
  if (await unpackKernel({ image, target })) return await readFile(target);
  expect(await readdir(scratch.path)).toEqual(['bzImage']);
  return undefined;
}

describe('unpackKernel', () => {
  test('finds the kernel in a bzImage that was packed with gzip or zstd', async () => {
    expect(await unpackedOf(bzImage(gzipSync(bootable)))).toEqual(bootable);
    expect(await unpackedOf(bzImage(withLength(zstdCompressSync(bootable))))).toEqual(bootable);
  });

  test.each([
    ['a kernel without an entry for PVH', bzImage(gzipSync(elfWithNote({ name: 'Xen', type: 6 })))],
    ['a note of somebody else', bzImage(gzipSync(elfWithNote({ name: 'GNU', type: 18 })))],
    ['an old boot protocol', bzImage(gzipSync(bootable), 0x207)],
    ['a compression that is not known', bzImage(Buffer.alloc(100, 0xfd))],
    ['a damaged payload', bzImage(gzipSync(bootable).subarray(0, 20))],
    [
      'a payload with a damaged block',
      bzImage(Buffer.from([0x02, 0x21, 0x4c, 0x18, 5, 0, 0, 0, 0x11, 97, 2, 0, 0])),
    ],
    ['no payload at all', bzImage(Buffer.alloc(0))],
    ['what is no bzImage', bootable],
    ['an empty file', Buffer.alloc(0)],
  ])('leaves %s as it is', async (_, image) => {
    expect(await unpackedOf(image)).toBeUndefined();
  });

  test('says of a disk that does not take the kernel that it does not', async () => {
    await using scratch = await mkdtempDisposable(join(tmpdir(), 'unpacked-'));
    const image = join(scratch.path, 'bzImage');
    await writeFile(image, bzImage(gzipSync(bootable)));
    await expect(unpackKernel({ image, target: '/dev/full' })).rejects.toMatchObject({
      code: 'ENOSPC',
    });
  });
});
