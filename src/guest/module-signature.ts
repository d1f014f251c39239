const magic = '~Module signature appended~\n';

/**
 * Bytes of the kernel's struct module_signature, the last four of which are the signature's length
 * (big-endian).
 */
const trailer = 12;

/**
 * A kernel module without the signature at its end: apt has verified the package that it is from
 * and we the file, and to check it again costs an emulated guest time (`npm run bench:boot`). A
 * module without one is returned as it is. Source: kernel/module_signature.c,
 * include/linux/module_signature.h.
 */
export function withoutSignature(module: Buffer): Buffer {
  const end = module.length - magic.length;
  if (end < trailer || module.toString('latin1', end) !== magic) return module;
  const content = end - trailer - module.readUInt32BE(end - 4);
  return content > 0 ? module.subarray(0, content) : module;
}
