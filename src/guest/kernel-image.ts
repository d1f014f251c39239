import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { GateError, messageOf } from '../errors.ts';

/**
 * Release of the Linux kernel in a file that QEMU can boot directly, as `uname -r` prints it there:
 * from the header of a bzImage (Documentation/arch/x86/boot.rst, kernel_version), else from the
 * banner in an ELF vmlinux or an arm64 Image, which may be gzipped. `bad-argument` where the file
 * is none of these or can't be read.
 */
export async function readKernelRelease(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw refusal(path, messageOf(cause));
  });
  const release = bzImageRelease(bytes) ?? bannerRelease(bytes);
  if (release === undefined)
    throw refusal(path, 'it has neither the header of a bzImage nor the banner of a Linux kernel');
  return release;
}

function bzImageRelease(bytes: Buffer): string | undefined {
  if (bytes.length < 0x1000 || bytes.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const start = bytes.readUInt16LE(0x20e) + 0x200;
  return /^[\w.+~-]+/.exec(bytes.toString('latin1', start, start + 128))?.[0];
}

function bannerRelease(bytes: Buffer): string | undefined {
  const image = bytes.length > 2 && bytes.readUInt16BE(0) === 0x1f8b ? gunzipSync(bytes) : bytes;
  const isElf = image.toString('latin1', 0, 4) === '\x7fELF';
  const isArm64 = image.toString('latin1', 56, 60) === 'ARM\x64';
  if (!isElf && !isArm64) return undefined;
  const start = image.indexOf('Linux version ');
  return start < 0
    ? undefined
    : /^Linux version ([\w.+~-]+)/.exec(image.toString('latin1', start, start + 160))?.[1];
}

function refusal(path: string, why: string): GateError {
  return new GateError('bad-argument', {
    problem: `the kernel ${path} is not one that QEMU can boot directly`,
    why,
    remedy: 'give a bzImage, an ELF vmlinux or an arm64 Image, as in /boot/vmlinuz-*',
    path,
  });
}
