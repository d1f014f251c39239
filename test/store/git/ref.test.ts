import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { describeRefPlace, parseRefPlace } from '../../../src/store/git/ref.ts';

const parse = (text: string) => parseRefPlace(text, '--baseline');

describe('parseRefPlace', () => {
  test.each([
    ['storage-gate-baselines', 'refs/heads/storage-gate-baselines', ''],
    ['a/b.c', 'refs/heads/a/b.c', ''],
    ['refs/storage-gate/runs', 'refs/storage-gate/runs', ''],
    ['größe', 'refs/heads/größe', ''],
    ['runs:Storage-gate.gate', 'refs/heads/runs', 'Storage-gate.gate'],
    ['runs:/a/b/', 'refs/heads/runs', 'a/b'],
  ])('takes git:%s', (text, ref, folder) => {
    expect(parse(text)).toEqual({ ok: true, value: { ref, folder } });
  });

  test.each([
    '',
    ':folder',
    'HEAD',
    '@',
    '-x',
    'refs/heads',
    'x'.repeat(201),
    'runs:a/../b',
    'runs:a b',
    'runs:.git',
  ])('refuses git:%s, naming the text and what to write', text => {
    expect(parse(text)).toMatchObject({
      ok: false,
      rejections: [
        {
          path: '--baseline',
          problem: expect.stringContaining(`"git:${text}"`),
          remedy: expect.stringContaining('git:refs/storage-gate/baselines'),
        },
      ],
    });
  });

  test('refuses all that git itself refuses, and takes what git takes', () => {
    const characters = [
      '.',
      '/',
      '@',
      '{',
      '~',
      '^',
      '?',
      '*',
      '[',
      '\\',
      ' ',
      '\t',
      '\u007f',
      'é',
      '-',
      'a',
      '.lock',
    ];
    const names = characters.flatMap(first =>
      characters.flatMap(second => [`x${first}${second}`, `x${first}${second}y`]),
    );
    for (const name of [
      ...names,
      'x//y',
      'x/.y',
      'x.lock/y',
      'x..y',
      'x@{y',
      'a.',
      'a/',
      '.a',
      '/a',
    ]) {
      const taken = spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
      expect([name, parse(name).ok]).toEqual([name, taken]);
    }
  });
});

test('a place is written as it is read', () => {
  for (const text of ['git:a', 'git:refs/x/y', 'git:a:b/c']) {
    const place = parse(text.slice(4));
    expect(place.ok && describeRefPlace(place.value)).toBe(text);
  }
});
