import { describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { describeStore, parseStore, requireStore } from '../../src/store/location.ts';

describe('parseStore', () => {
  test.each(['.storage-gate', '/var/lib/a, b \'c\' "d" größe', 'dir:twice', ' '])(
    'takes dir:%s as it is',
    path => {
      expect(parseStore(`dir:${path}`)).toEqual({ ok: true, value: { kind: 'dir', path } });
    },
  );

  test('takes a single document as file:PATH', () => {
    expect(parseStore('file:/tmp/run.json')).toEqual({
      ok: true,
      value: { kind: 'file', path: '/tmp/run.json' },
    });
  });

  test('takes a ref, and a folder in it, as git:REF:FOLDER', () => {
    expect(parseStore('git:baselines')).toEqual({
      ok: true,
      value: { kind: 'git', ref: 'refs/heads/baselines', folder: '' },
    });
    expect(parseStore('git:refs/x/y:a')).toEqual({
      ok: true,
      value: { kind: 'git', ref: 'refs/x/y', folder: 'a' },
    });
  });

  test.each(['', 'dir:', 'file:', 'git:', 'dir', '/a/path', 'ftp:host', 'dir:a\0b', 'DIR:a'])(
    'refuses %j',
    text => {
      expect(parseStore(text)).toMatchObject({ ok: false, rejections: [{ path: '--baseline' }] });
    },
  );

  test('suggests how a bare path would have to be written', () => {
    expect(JSON.stringify(parseStore('/a/path'))).toContain('dir:/a/path');
  });
});

describe('requireStore', () => {
  test('gives the location', () => {
    expect(requireStore('dir:x')).toEqual({ kind: 'dir', path: 'x' });
  });

  test('throws a bad argument that names the input, the value and the remedy', () => {
    expect(() => requireStore('ftp:host', 'baseline')).toThrow(
      new GateError('bad-argument', {
        problem: 'baseline: "ftp:host" is not a kind of store',
        remedy: 'use dir:PATH, file:RUN.json or git:REF of the remote origin; such as dir:ftp:host',
      }),
    );
  });
});

test.each(['dir:.storage-gate', 'file:a b.json', 'git:baselines', 'git:refs/x/y:a/b'])(
  '%s is shown as written',
  text => {
    expect(describeStore(requireStore(text))).toBe(text);
  },
);
