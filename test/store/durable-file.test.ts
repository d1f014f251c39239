import { expect, test } from 'vitest';
import { linkError } from '../../src/store/durable-file.ts';

test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
  'where link answers %s the filesystem is named and what helps',
  code => {
    const cause = Object.assign(new Error(code), { code });
    expect(linkError(cause, '/mnt/stick/runs')).toMatchObject({
      code: 'store-unusable',
      facts: {
        problem: expect.stringContaining('/mnt/stick/runs has no hard links'),
        remedy: expect.stringMatching(/dir:PATH on a filesystem .* git:REF/),
      },
    });
  },
);

test('another error of link stays what it is', () => {
  const cause = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  expect(linkError(cause, '/mnt/stick/runs')).toBe(cause);
});
