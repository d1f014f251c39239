import { expect, test } from 'vitest';
import { withoutSignature } from '../../src/guest/module-signature.ts';

/**
 * A module as scripts/sign-file.c leaves it: content, signature, struct module_signature, magic.
 */
function signed(content: Buffer, signature: Buffer): Buffer {
  const trailer = Buffer.alloc(12);
  trailer[2] = 2;
  trailer.writeUInt32BE(signature.length, 8);
  return Buffer.concat([content, signature, trailer, Buffer.from('~Module signature appended~\n')]);
}

const content = Buffer.from('\x7fELF and so on');

test('a signed module loses its signature and nothing else', () => {
  expect(withoutSignature(signed(content, Buffer.alloc(300, 7)))).toEqual(content);
});

test('a module without a signature, or with one that claims to be longer than the file, stays as it is', () => {
  expect(withoutSignature(content)).toBe(content);
  const lying = signed(content, Buffer.alloc(10));
  lying.writeUInt32BE(1_000_000, lying.length - 28 - 4);
  expect(withoutSignature(lying)).toBe(lying);
});
