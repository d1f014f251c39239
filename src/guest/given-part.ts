import { open } from 'node:fs/promises';
import { GateError, messageOf } from '../errors.ts';
import { fileDigest } from './file-digest.ts';
import { readKernelRelease } from './kernel-image.ts';

/** A kernel that the input `kernel` gave. */
export interface GivenKernel {
  readonly path: string;
  readonly release: string;
  readonly sha256: string;
}

/** An archive that the input `initrd` gave. */
export interface GivenInitrd {
  readonly path: string;
  readonly sha256: string;
}

/** Starts of what Linux unpacks: cpio "newc" with and without checksums, and that compressed. */
const archiveMagics = [
  '303730373031',
  '303730373032',
  '1f8b',
  '425a68',
  '5d0000',
  'fd377a585a00',
  '894c5a4f',
  '02214c18',
  '28b52ffd',
];

/** The kernel at `path`; `bad-argument` where it can't be read or is none. */
export async function readGivenKernel(path: string): Promise<GivenKernel> {
  const release = await readKernelRelease(path);
  return { path, release, sha256: await fileDigest(path) };
}

/** The archive at `path`; `bad-argument` where it can't be read or Linux would not unpack it. */
export async function readGivenInitrd(path: string): Promise<GivenInitrd> {
  const start = await readStart(path).catch((cause: unknown) => {
    throw refusal(path, messageOf(cause));
  });
  if (!archiveMagics.some(magic => start.startsWith(magic))) {
    throw refusal(path, `it starts with the bytes ${start || '(none)'}`);
  }
  return { path, sha256: await fileDigest(path) };
}

async function readStart(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
  return buffer.toString('hex', 0, bytesRead);
}

function refusal(path: string, why: string): GateError {
  return new GateError('bad-argument', {
    problem: `the initrd ${path} is not an archive that Linux unpacks`,
    why,
    remedy:
      'give a cpio archive in the newc format, as `cpio -o -H newc` writes it, compressed or not',
    path,
  });
}
