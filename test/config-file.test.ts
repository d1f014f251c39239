import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinitions } from '../src/config-file.ts';
import { describeRejection } from '../src/core/rejection.ts';
import { temporaryDirectory } from './harness/temporary-directory.ts';

test('definitions are regular files of the repository; whatever else stands there is not read', async () => {
  await using directory = await temporaryDirectory();
  const { path: parent } = directory;
  const top = join(parent, 'repository');
  await mkdir(join(top, 'vms'), { recursive: true });
  await writeFile(join(parent, 'outside.xml'), 'of the host');
  await writeFile(join(top, 'vms/prod.xml'), '\uFEFF<domain/>');
  await writeFile(join(top, 'vms/large.xml'), 'x'.repeat(2 ** 20 + 1));
  await symlink('../../outside.xml', join(top, 'vms/out.xml'));
  await symlink('prod.xml', join(top, 'vms/in.xml'));
  await symlink('nowhere', join(top, 'vms/loose.xml'));
  await symlink('..', join(top, 'vms/up'));
  execFileSync('mkfifo', [join(top, 'vms/pipe.xml')]);
  const names = ['prod', 'gone', 'large', 'out', 'in', 'loose', 'pipe'].map(
    one => `vms/${one}.xml`,
  );
  const read = readDefinitions([...names, 'vms', 'vms/up/vms/prod.xml', '../outside.xml'], top);
  const told = [...read].map(([path, one]) => [
    path,
    one.ok ? one.value : one.rejections.map(describeRejection).join(),
  ]);
  const link = expect.stringContaining('it lies elsewhere, or behind a symbolic link');
  expect(Object.fromEntries(told)).toEqual({
    'vms/prod.xml': '\uFEFF<domain/>',
    'vms/large.xml': expect.stringContaining('more than the 1048576 that are read'),
    'vms/out.xml': link,
    'vms/in.xml': link,
    'vms/loose.xml': expect.stringContaining('ENOENT'),
    'vms/pipe.xml': expect.stringContaining('it is not a regular file'),
    vms: expect.stringContaining('it is not a regular file'),
    'vms/up/vms/prod.xml': link,
    '../outside.xml': link,
  });
});

test('a repository that is itself behind a link is read as any other', async () => {
  await using directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'real'));
  await writeFile(join(directory.path, 'real/prod.xml'), '<domain/>');
  await symlink('real', join(directory.path, 'link'));
  const read = readDefinitions(['prod.xml'], join(directory.path, 'link'));
  expect(read.get('prod.xml')).toEqual({ ok: true, value: '<domain/>' });
});
