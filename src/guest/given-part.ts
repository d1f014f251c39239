import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { fileChunks, fileDigest, largestFile, readBounded } from '../process/bounded-file.ts';

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
const archiveMagics =
  /^(30373037303[12]|1f8b|425a68|5d0000|fd377a585a00|894c5a4f|02214c18|28b52ffd)/;

/** The kernel at `path`; `bad-argument` where it can't be read or is none. */
export async function readGivenKernel(path: string): Promise<GivenKernel> {
  const release = readKernelRelease(path);
  return { path, release, sha256: await fileDigest(path) };
}

/** The archive at `path`; `bad-argument` where it can't be read or Linux would not unpack it. */
export async function readGivenInitrd(path: string): Promise<GivenInitrd> {
  const start = await readStart(path).catch((cause: unknown) => {
    throw initrdRefusal(path, messageOf(cause));
  });
  if (!archiveMagics.test(start)) {
    throw initrdRefusal(path, `it starts with the bytes ${start || '(none)'}`);
  }
  return { path, sha256: await fileDigest(path) };
}

async function readStart(path: string): Promise<string> {
  for await (const chunk of fileChunks(path)) return chunk.toString('hex', 0, 6);
  return '';
}

function initrdRefusal(path: string, why: string): GateError {
  const problem = `the initrd ${path} is not an archive that Linux unpacks`;
  const remedy =
    'give a cpio archive in the newc format, as `cpio -o -H newc` writes it, compressed or not';
  return new GateError('bad-argument', { problem, why, remedy, path });
}

/**
 * Release of the Linux kernel in a file that QEMU can boot directly, as `uname -r` prints it there:
 * from the header of a bzImage (Documentation/arch/x86/boot.rst, kernel_version), else from the
 * banner in an ELF vmlinux or an arm64 Image, which may be gzipped. `bad-argument` where the file
 * is none of these or can't be read.
 */
function readKernelRelease(path: string): string {
  let release: string | undefined;
  try {
    const bytes = readBounded(path, { most: largestFile });
    release = bzImageRelease(bytes) ?? bannerRelease(bytes);
  } catch (cause) {
    if (!hasCode(cause, 'EACCES')) throw kernelRefusal(path, messageOf(cause));
    const problem = `this user may not read the kernel ${path}`;
    const remedy = 'copy it as root, readable for all, and give the copy with --kernel';
    const argv = ['sudo', 'install', '-m', '0644', path, 'vmlinuz'];
    throw new GateError('bad-argument', { problem, remedy, path, argv }, { cause });
  }
  if (release !== undefined) return release;
  const why = 'it has neither the header of a bzImage nor the banner of a Linux kernel';
  throw kernelRefusal(path, why);
}

function bzImageRelease(bytes: Buffer): string | undefined {
  if (bytes.length < 0x1000 || bytes.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const start = bytes.readUInt16LE(0x20e) + 0x200;
  return /^[\w.+~-]+/.exec(bytes.toString('latin1', start, start + 128))?.[0];
}

function bannerRelease(bytes: Buffer): string | undefined {
  const image = unpacked(bytes);
  const isElf = image.toString('latin1', 0, 4) === '\x7fELF';
  const isArm64 = image.toString('latin1', 56, 60) === 'ARM\x64';
  if (!isElf && !isArm64) return undefined;
  const start = image.indexOf('Linux version ');
  return start < 0
    ? undefined
    : /^Linux version ([\w.+~-]+)/.exec(image.toString('latin1', start, start + 160))?.[1];
}

/** An arm64 Image may be gzipped, or be the payload of a program for EFI (zboot.rst). */
function unpacked(bytes: Buffer): Buffer {
  const limit = { maxOutputLength: largestFile / 2 };
  if (bytes.toString('latin1', 0, 8) === 'MZ\0\0zimg') {
    const start = bytes.readUInt32LE(8);
    const payload = bytes.subarray(start, start + bytes.readUInt32LE(12));
    if (bytes.toString('latin1', 24, 28) === 'gzip') return gunzipSync(payload, limit);
    return zstdDecompressSync(payload, limit);
  }
  const isGzip = bytes.length > 2 && bytes.readUInt16BE(0) === 0x1f8b;
  return isGzip ? gunzipSync(bytes, limit) : bytes;
}

function kernelRefusal(path: string, why: string): GateError {
  const problem = `the kernel ${path} is not one that QEMU can boot directly`;
  const remedy = 'give a bzImage, an ELF vmlinux or an arm64 Image, as in /boot/vmlinuz-*';
  return new GateError('bad-argument', { problem, why, remedy, path });
}
