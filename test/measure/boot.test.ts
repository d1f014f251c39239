import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { findDisks } from '../../src/guest/disk.ts';
import { type BootedGuest, bootGuest } from '../../src/measure/boot.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

// A program in place of QEMU that speaks for its monitor and for the agent in its guest. In its first life the guest finds no
// disk, in the next one it does.
const fakeQemu = `#!${process.execPath}
const net = require('node:net'), fs = require('node:fs'), readline = require('node:readline');
const lives = __dirname + '/lives';
fs.appendFileSync(lives, 'x');
const life = fs.readFileSync(lives).length;
const pathOf = id => process.argv.find(word => word.startsWith('socket,id=' + id)).match(/path=([^,]+)/)[1];
const lines = (socket, answer) => readline.createInterface({ input: socket }).on('line', line => {
  // What resynchronises the agent's line begins with 0xff.
  const start = line.indexOf('{');
  if (start >= 0) answer(JSON.parse(line.slice(start)));
});
const found = life === 1 ? '' : 'arm0|vda|write back|512|512\\n';
const answers = {
  'guest-sync-delimited': ({ id }) => id,
  'guest-exec': () => ({ pid: 7 }),
  'guest-exec-status': () => ({ exited: true, exitcode: found ? 0 : 3, 'out-data': Buffer.from(found).toString('base64') }),
};
net.createServer(socket => {
  socket.on('error', () => undefined);
  lines(socket, ({ execute, arguments: args, id }) => {
    const mark = execute === 'guest-sync-delimited' ? '\\xff' : '';
    socket.write(Buffer.from(mark + JSON.stringify({ return: answers[execute](args), id }) + '\\n', 'latin1'));
  });
}).listen(pathOf('agent'), () => {
  const monitor = net.connect(pathOf('monitor'));
  monitor.on('error', () => undefined);
  monitor.write('{"QMP": {"version": {}, "capabilities": []}}\\n');
  lines(monitor, ({ execute, id }) => {
    if (execute === 'quit') process.exit(0);
    const open = execute === 'query-chardev' ? [{ label: 'agent', 'frontend-open': true }] : {};
    monitor.write(JSON.stringify({ return: open, id }) + '\\n');
  });
});
`;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  directory = await temporaryDirectory();
  await writeFile(join(directory.path, 'qemu'), fakeQemu, { mode: 0o755 });
});
afterEach(() => directory[Symbol.asyncDispose]());

const lives = async (): Promise<number> => (await readFile(join(directory.path, 'lives'), 'utf8')).length;

function boot(prepare: (guest: BootedGuest) => Promise<void>, retries: Error[]): Promise<BootedGuest> {
  const files = { kernel: '/k', kernelFile: '/k', kernelWords: '', initrd: '/i', toolsDisk: '/t' };
  const identity = { release: '6.1', toolsDigest: 'ab', kernelSha256: 'cd', initrdSha256: undefined };
  return bootGuest({
    qemu: join(directory.path, 'qemu'),
    artifacts: { ...files, ...identity },
    accelerator: 'tcg',
    scratch: directory.path,
    rootPorts: 1,
    prepare,
    onRetry: error => retries.push(error),
  });
}

describe('a guest in which its disk does not appear', () => {
  test('is ended and booted again, which is told with the reason', async () => {
    const [retries, devices]: [Error[], string[]] = [[], []];
    const pids: number[] = [];
    await using _guest = await boot(async ({ agent, vm }) => {
      pids.push(vm.pid);
      for (const { device } of await findDisks(agent, ['arm0'])) devices.push(device);
    }, retries);
    expect(devices).toEqual(['/dev/vda']);
    expect(retries).toEqual([
      expect.objectContaining({
        code: 'agent-failed',
        message: expect.stringContaining('no disk with serial arm0 appeared'),
      }),
    ]);
    expect(pids).toHaveLength(2);
    expect(() => process.kill(pids[0] ?? 0, 0)).toThrow('ESRCH');
  });

  test('is given up where the second one has none either', async () => {
    const failed = boot(({ agent }) => findDisks(agent, ['other']).then(() => undefined), []);
    await expect(failed).rejects.toMatchObject({ code: 'agent-failed', facts: { consoleTail: '' } });
    expect(await lives()).toBe(2);
  });
});

test('what QEMU refuses is not asked for again', async () => {
  const refusal = new GateError('qemu-failed', { problem: 'QEMU refused the disk mode' });
  const failed = boot(() => Promise.reject(refusal), []);
  await expect(failed).rejects.toMatchObject({ facts: { problem: 'QEMU refused the disk mode' } });
  expect(await lives()).toBe(1);
});
