import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const guard = new URL('../../src/process/guard.ts', import.meta.url).href;

/** How a guarded process ends that does something, below a shell. */
async function endOf(work: string, call = 'exec "$@"') {
  const script = `import { guardProcess } from '${guard}';
    guardProcess(text => process.stderr.write(text + '\\n')); ${work}`;
  const argv = ['-c', call, 'sh', process.execPath, '--input-type=module', '-e', script];
  return new Promise<{ status: number | null; stderr: string }>(done => {
    const child = execFile('sh', argv, (_, _stdout, stderr) =>
      done({ status: child.exitCode, stderr }),
    );
  });
}

test.each([
  ['a full disk', 'exec "$@" > /dev/full', 69, /standard output[^]*ENOSPC[^]*what to do/],
  ['no writer', 'exec "$@" 1< /dev/null', 69, /standard output[^]*EBADF[^]*what to do/],
  ['a reader that has gone', '"$@" | true', 0, /^$/],
])('a report that meets %s decides the status', async (_, call, status, said) => {
  const end = await endOf(`process.stdout.write('report\\n'); process.exitCode = 0;`, call);
  expect(end).toEqual({ status, stderr: expect.stringMatching(said) });
});

test.each(['0', '1'])('an unreadable stderr leaves the status %s of the work', async status => {
  const work = `process.stderr.write('x'); process.exitCode = ${status};`;
  expect((await endOf(work, 'exec "$@" 2> /dev/full')).status).toBe(Number(status));
});

test.each([
  [
    'a system error',
    `fs.readFileSync('/nonexistent/x')`,
    2,
    /^\/nonexistent\/x can't be used[^]*what to do/,
  ],
  ['a bug', 'undefined.x', 70, /This is a bug/],
])('%s that nobody caught has its own status', async (_, work, status, said) => {
  const end = await endOf(`import fs from 'node:fs'; setTimeout(() => { ${work} });`);
  expect(end).toEqual({ status, stderr: expect.stringMatching(said) });
});

test('a file that grows beyond ulimit -f is an error, and ends nothing by a signal', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const work = `import fs from 'node:fs';
    fs.writeFileSync('${directory.path}/big', Buffer.alloc(4096));`;
  const end = await endOf(work, 'ulimit -f 1; exec "$@"');
  expect(end).toEqual({ status: 69, stderr: expect.stringMatching(/ulimit -f/) });
});

test.each([
  ['KILL', 137],
  ['SEGV', 139],
  ['ABRT', 134],
  ['TERM', 143],
])('below Node 24 the launcher ends with 128 + SIG%s of its child', async (signal, status) => {
  await using directory = await temporaryDirectory({ name: plainName });
  const [launcher, node] = [
    'bin/storage-gate',
    `node_modules/node-linux-${process.arch}/bin/node`,
  ].map(name => join(directory.path, name)) as [string, string];
  for (const path of [launcher, node]) await mkdir(join(path, '..'), { recursive: true });
  await copyFile(resolve(import.meta.dirname, '../../bin/storage-gate'), launcher);
  const text = await readFile(launcher, 'utf8');
  // So that the Node of this test counts as old.
  await writeFile(`${launcher}.mjs`, text.replace('major >= 24', 'major >= 1000'));
  await writeFile(node, `#!/bin/sh\nkill -${signal} $$\n`);
  await chmod(node, 0o755);
  const ended = await new Promise(done => {
    const child = execFile(process.execPath, [`${launcher}.mjs`], () => done(child.exitCode));
  });
  expect(ended).toBe(status);
});
