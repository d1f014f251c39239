import { link, readdir } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { writeDurably } from '../../src/store/durable-file.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

vi.mock('node:fs/promises', { spy: true });

test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
  'where link answers %s the filesystem is named and what helps, and nothing stays',
  async code => {
    await using home = await temporaryDirectory();
    vi.mocked(link).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    const writing = writeDurably({ directory: home.path, name: 'run', content: '{}' });
    await expect(writing).rejects.toMatchObject({
      code: 'store-unusable',
      facts: {
        problem: expect.stringContaining(`${home.path} has no hard links`),
        remedy: expect.stringMatching(/dir:PATH on a filesystem .* git:REF/),
      },
    });
    expect(await readdir(home.path)).toEqual([]);
  },
);
