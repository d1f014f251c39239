import { describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { parseStore, requireStore } from '../../src/store/location.ts';

describe('parseStore', () => {
  test.each(['.storage-gate', '/var/lib/a, b \'c\' "d" größe', 'dir:twice', ' '])('takes dir:%s as it is', path => {
    expect(parseStore(`dir:${path}`)).toEqual({ ok: true, value: { kind: 'dir', path } });
  });

  test.each(['git:storage-gate-baselines', 'file:/tmp/baseline.json'])('says that %s is not available yet', text => {
    const outcome = parseStore(text);
    expect(outcome).toMatchObject({
      ok: false,
      rejections: [
        { problem: expect.stringContaining('is not available in this version') as string, remedy: 'use dir:PATH' },
      ],
    });
  });

  test.each(['', 'dir:', 'dir', '/a/path', 'ftp:host', 'dir:a\0b', 'DIR:a'])('refuses %j', text => {
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
