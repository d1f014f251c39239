import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a guest that is none behaves. */
export interface FakeGuest {
  /**
   * What a program in it prints, by the life of the machine it runs in: the last one stands for all
   * later ones.
   */
  readonly output?: readonly string[];
  /** Exit code of its programs where they print something; those that print nothing end with 3. */
  readonly exitCode?: number;
  /** Seconds that its clock counts for one of the host's. */
  readonly clockRate?: number;
  /**
   * Bytes that its disk `arm0` has written, by how often QEMU was asked: the last one stands for
   * all later ones.
   */
  readonly bytesWritten?: readonly number[];
}

/**
 * Writes a program that stands in for QEMU into a directory: it speaks for QEMU's monitor and for
 * the agent of a guest. The file `lives` beside it has a letter for each time that it was started.
 * Returns its path.
 */
export async function writeFakeQemu(directory: string, guest: FakeGuest = {}): Promise<string> {
  const path = join(directory, 'qemu');
  await writeFile(
    path,
    `#!${process.execPath}\nconst guest = ${JSON.stringify(guest)};\n${program}`,
    { mode: 0o755 },
  );
  return path;
}

const program = `
const net = require('node:net'), fs = require('node:fs'), readline = require('node:readline');
const lives = __dirname + '/lives';
fs.appendFileSync(lives, 'x');
const life = fs.readFileSync(lives).length;
const pathOf = id => process.argv.find(word => word.startsWith('socket,id=' + id)).match(/path=([^,]+)/)[1];
const nth = (values, n) => values[Math.min(n, values.length - 1)];
const base64 = text => Buffer.from(text).toString('base64');
const lines = (socket, answer) => readline.createInterface({ input: socket }).on('line', line => {
  // What resynchronises the agent's line begins with 0xff.
  const start = line.indexOf('{');
  if (start >= 0) answer(JSON.parse(line.slice(start)));
});
const output = nth(guest.output ?? [''], life - 1);
const uptime = () => (performance.now() / 1000 * (guest.clockRate ?? 1)).toFixed(2) + ' 0.00\\n';
const agent = {
  'guest-sync-delimited': ({ id }) => id,
  'guest-exec': () => ({ pid: 7 }),
  'guest-exec-status': () => ({ exited: true, exitcode: output ? guest.exitCode ?? 0 : 3, 'out-data': base64(output) }),
  'guest-file-open': () => 1,
  'guest-file-read': () => ({ count: 1, eof: true, 'buf-b64': base64(uptime()) }),
  'guest-file-close': () => ({}),
};
let asked = 0;
const stats = () => ({ rd_bytes: 0, wr_bytes: nth(guest.bytesWritten ?? [0], asked++), rd_operations: 0, wr_operations: 0 });
const none = { rd_bytes: 0, wr_bytes: 0, rd_operations: 0, wr_operations: 0 };
const monitorAnswers = {
  'query-block': () => [],
  'query-named-block-nodes': () => [],
  'qom-list': () => [],
  'query-chardev': () => [{ label: 'agent', 'frontend-open': true }],
  'query-blockstats': () => [
    { qdev: '/machine/peripheral/arm0/virtio-backend', stats: stats() },
    { qdev: '/machine/peripheral/arm1/virtio-backend', stats: none },
  ],
};
net.createServer(socket => {
  socket.on('error', () => undefined);
  lines(socket, ({ execute, arguments: args, id }) => {
    const mark = execute === 'guest-sync-delimited' ? '\\xff' : '';
    socket.write(Buffer.from(mark + JSON.stringify({ return: agent[execute](args), id }) + '\\n', 'latin1'));
  });
}).listen(pathOf('agent'), () => {
  const monitor = net.connect(pathOf('monitor'));
  monitor.on('error', () => undefined);
  monitor.write('{"QMP": {"version": {}, "capabilities": []}}\\n');
  lines(monitor, ({ execute, id }) => {
    if (execute === 'quit') process.exit(0);
    monitor.write(JSON.stringify({ return: monitorAnswers[execute]?.() ?? {}, id }) + '\\n');
  });
});
`;

/** What a boot of it takes beside the program: artifacts that nothing reads. */
export const fakeArtifacts = {
  kernel: '/k',
  kernelWords: '',
  initrd: '/i',
  release: '6.1',
  toolsDigest: 'ab',
  kernelSha256: 'cd',
  initrdSha256: undefined,
} as const;
