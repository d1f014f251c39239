import { describe, expect, test } from 'vitest';
import { nearWord, suggestWord } from '../../src/core/near-word.ts';

const words = [
  'default',
  'writeback',
  'writethrough',
  'none',
  'directsync',
  'unsafe',
  'aio',
  'io_uring',
];

describe('the nearest word', () => {
  test.each([
    ['writebak', 'writeback'],
    ['WriteBack', 'writeback'],
    [' nome ', 'none'],
    ['aoi', 'aio'],
    ['io-uring', 'io_uring'],
    ['iouring', 'io_uring'],
    ['direct-sync', 'directsync'],
    ['writethru', 'writethrough'],
  ])('to %j is %s', (text, word) => {
    expect(nearWord(text, words)).toBe(word);
  });

  test.each(['', 'x', 'fast', 'threads', 'constructor', 'w'.repeat(100_000)])(
    'to %j is none',
    text => {
      expect(nearWord(text, words)).toBeUndefined();
    },
  );
});

test('what helps with a word is the nearest one and all that are known', () => {
  expect(suggestWord('iosp', ['iops', 'throughput'])).toBe(
    'did you mean iops? Use one of: iops, throughput',
  );
  expect(suggestWord('speed', ['iops', 'throughput'])).toBe('use one of: iops, throughput');
});
