import { describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { parseStore, requireStore } from '../../src/store/location.ts';

describe('parseStore', () => {
  test.each(['.storage-gate', '/var/lib/a, b \'c\' "d" größe', 'dir:twice', ' '])('takes dir:%s as it is', path => {
    expect(parseStore(`dir:${path}`)).toEqual({ ok: true, value: { kind: 'dir', path } });
  });

  test('takes a single document as file:PATH', () => {
    expect(parseStore('file:/tmp/run.json')).toEqual({ ok: true, value: { kind: 'file', path: '/tmp/run.json' } });
  });

  test('says that git: is not available yet', () => {
    expect(parseStore('git:storage-gate-baselines')).toMatchObject({
      ok: false,
      rejections: [{ problem: expect.stringContaining('is not available in this version'), remedy: 'use dir:PATH' }],
    });
  });

  test.each(['', 'dir:', 'file:', 'dir', '/a/path', 'ftp:host', 'dir:a\0b', 'DIR:a'])('refuses %j', text => {
    expect(parseStore(text)).toMatchObject({ ok: false, rejections: [{ path: '--baseline' }] });
  });

  test('suggests how a bare path would have to be written', () => {
    expect(JSON.stringify(parseStore('/a/path'))).toContain('dir:/a/path');
  });
});

describe('requireStore', () => {
  test('gives the location', () => {
    expect(requireStore('dir:x')).toEqual({ kind: 'dir', path: 'x' });
  });

  test('throws a bad argument that names the input, the value and the remedy', () => {
    expect(() => requireStore('git:baselines', 'baseline')).toThrow(
      new GateError('bad-argument', {
        problem: 'baseline: the git: store of "git:baselines" is not available in this version',
        remedy: 'use dir:PATH',
      }),
    );
  });
});
