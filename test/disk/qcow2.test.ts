import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Qcow2Header, readQcow2 } from '../../src/disk/qcow2.ts';
import { qcow2Header } from '../harness/qcow2-header.ts';

describe('the header of a qcow2 image', () => {
  it('says size, clusters, options and what the image rests on', () => {
    const bytes = qcow2Header({
      size: 2 ** 30,
      clusterBits: 21,
      backing: 'mid.qcow2',
      format: 'qcow2',
    });
    expect(readQcow2(bytes)).toEqual({
      size: 2 ** 30,
      clusterSize: 2 ** 21,
      lazyRefcounts: false,
      backing: { name: 'mid.qcow2', format: 'qcow2' },
      options: {
        compat: '1.1',
        cluster_size: '2097152',
        lazy_refcounts: 'off',
        extended_l2: 'off',
        compression_type: 'zlib',
        refcount_bits: '16',
        snapshots: '0',
      },
    } satisfies Qcow2Header);
  });

  it.each([
    ['an older version', { version: 2 }, { options: { compat: '0.10', refcount_bits: '16' } }],
    ['lazy refcounts', { compatible: 1n }, { lazyRefcounts: true }],
    ['extended L2 entries', { incompatible: 16n }, { options: { extended_l2: 'on' } }],
    ['zstd', { incompatible: 8n, compression: 1 }, { options: { compression_type: 'zstd' } }],
    ['a format that nobody wrote', { backing: 'x' }, { backing: { name: 'x', format: undefined } }],
  ])('is read with %s', (_, header, found) => {
    expect(readQcow2(qcow2Header(header))).toMatchObject(found);
  });

  it.each([
    ['of another format', { magic: 'QFJ' }, /damaged header/],
    ['cut off', { cut: 90 }, /cut off/],
    ['of version 4', { version: 4 }, /version 4/],
    ['of clusters of 4 GiB', { clusterBits: 32 }, /clusters/],
    ['of a length beyond its cluster', { headerLength: 70_000 }, /70000 bytes long/],
    ['with unknown features', { incompatible: 32n }, /features that are not known \(32\)/],
    ['of an encrypted image', { crypt: 2 }, /encrypted/],
    ['of a dirty image', { incompatible: 1n }, /dirty/],
    ['of a corrupt image', { incompatible: 2n }, /corrupt/],
    ['of an image with an external data file', { incompatible: 4n }, /external file/],
    ['that names a data file without saying so', { dataFile: '/etc/passwd' }, /external data file/],
    ['without a size', { size: 0 }, /virtual size/],
    ['of a size that no number holds', { size: 2n ** 63n }, /virtual size/],
    ['whose backing name lies elsewhere', { backing: 'x', nameAt: 2n ** 40n }, /lies outside/],
    ['whose backing name is endless', { backing: 'x'.repeat(1024) }, /lies outside/],
    ['with an extension that does not end', { extension: [7, 2 ** 31] as const }, /does not end/],
    ['with refcounts of 2^9 bits', { refcountOrder: 9 }, /refcounts/],
  ])('is refused %s', (_, header, words) => {
    expect(readQcow2(qcow2Header(header))).toMatch(words);
  });

  test('of any bytes is a header or a sentence, and never an exception', () => {
    const good = qcow2Header({ backing: 'mid.qcow2', format: 'qcow2' });
    const edits = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(edits, fc.nat(good.length), (changes, length) => {
        const bytes = good.slice(0, Math.max(length, 1));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const read = readQcow2(bytes);
        expect(typeof read === 'string' ? read.length : read.size).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
