import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { putUp, shortRun } from '../../campaign/stand.ts';
import { canMount } from '../harness/mount-namespace.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const cli = fileURLToPath(import.meta.resolve('../../src/cli.ts'));

let isAble = false;
beforeAll(async () => {
  isAble = await canMount();
});

/** A run of a second in namespaces of its own, on a host that a shell script has changed. */
async function runOn(path: string, change: string, env: Readonly<Record<string, string>> = {}) {
  const stand = await putUp(path);
  const words = ['run', ...shortRun, '--out', 'run.json', '--no-record'];
  const script = `mount --bind ../meminfo /proc/meminfo; ${change}\nexec "$@"`;
  const isRoot = process.getuid?.() === 0;
  const namespace = ['--net', '--mount', ...(isRoot ? [] : ['--map-root-user'])];
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const argv = ['sh', '-ec', script, 'sh', 'env', ...variables, process.execPath, cli, ...words];
  const end = await new Promise<{ status: number | null; said: string }>(done => {
    const options = { cwd: stand.work, env: stand.env };
    const child = execFile('unshare', [...namespace, ...argv], options, (_, stdout, stderr) =>
      done({ status: child.exitCode, said: stdout + stderr }),
    );
  });
  expect(end.status, end.said).toBe(0);
  const run = JSON.parse(readFileSync(join(stand.work, 'run.json'), 'utf8')) as {
    caveats: { kind: string }[];
  };
  return { ...end, work: stand.work, caveats: run.caveats };
}

test('a scratch that can not be removed costs a caveat and a line, and no run', async context => {
  context.skip(!isAble, 'this user may not mount');
  await using directory = await temporaryDirectory({ name: plainName });
  const busy = `(until ls -d .storage-gate-??????/host 2>/dev/null; do sleep 0.02; done
    s=$(ls -d .storage-gate-??????); mkdir $s/busy; mount -t tmpfs none $s/busy) &`;
  const { said, caveats } = await runOn(directory.path, busy);
  expect(said).toContain('left behind: EBUSY');
  expect(caveats).toContainEqual({
    kind: 'left-behind',
    said: expect.stringMatching(/^EBUSY: [^/]+$/),
  });
});

test('a kernel that counts no traffic, and tells no boot, is a caveat', async context => {
  context.skip(!isAble, 'this user may not mount');
  await using directory = await temporaryDirectory({ name: plainName });
  const bare = `mount --bind /dev/null /proc/diskstats; mount -t tmpfs t /proc/sys/kernel/random`;
  const { caveats } = await runOn(directory.path, bare);
  expect(caveats).toEqual(
    expect.arrayContaining([
      { kind: 'unseen', what: 'drive' },
      { kind: 'unseen', what: 'boot' },
    ]),
  );
});

test('what alters the tools is dropped and told', async context => {
  context.skip(!isAble, 'this user may not mount');
  await using directory = await temporaryDirectory({ name: plainName });
  const seen = join(directory.path, 'seen');
  const { said, caveats } = await runOn(
    directory.path,
    `sed -i '2i env >> ${seen}' ../bin/sysbench`,
    { LUA_PATH: '/planted', GLIBC_TUNABLES: 'glibc.malloc.perturb=1' },
  );
  expect(caveats).toContainEqual({
    kind: 'variables-dropped',
    names: ['GLIBC_TUNABLES', 'LUA_PATH'],
  });
  expect(said).toMatch(/not handed to QEMU and the tools[^]*GLIBC_TUNABLES, LUA_PATH/);
  expect(readFileSync(seen, 'utf8')).toMatch(/^PATH=/m);
  expect(readFileSync(seen, 'utf8')).not.toMatch(/planted|GLIBC/);
});

test('the scratch of another host in a shared directory is left alone and named', async context => {
  context.skip(!isAble, 'this user may not mount');
  await using directory = await temporaryDirectory({ name: plainName });
  const owner = { pid: 1, startTime: '1', bootId: 'theirs', namespace: 'pid:[1]', host: 'b' };
  await writeFile(join(directory.path, 'owner'), JSON.stringify(owner));
  const { said, work } = await runOn(
    directory.path,
    'mkdir .storage-gate-theirs; cp ../owner .storage-gate-theirs/.owner.json',
  );
  expect(said).toMatch(/left alone for a day: \S+\/\.storage-gate-theirs, of another host/);
  expect(readdirSync(work)).toContain('.storage-gate-theirs');
});
