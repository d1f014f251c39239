/**
 * QEMU behind a limit: `throttled-qemu.ts BYTES OPERATIONS ARGUMENT…` is QEMU itself, whose every
 * disk gets these limits for each second. A monitor is passed on by a process beside it, which
 * throttles each disk as soon as it was plugged.
 */
import { spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const qemu = `/usr/bin/qemu-system-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}`;
const disks = new Set(['virtio-blk-pci', 'scsi-hd', 'nvme']);
const [bytes = '', operations = '', ...argv] = process.argv.slice(2);
const { PROXY_FROM: from, PROXY_TO: to } = process.env;

if (from !== undefined && to !== undefined) await passOn(from, to);
else await becomeQemu();

/**
 * The gate listens and QEMU connects; QEMU stays the process that the gate started, so that its end
 * is QEMU's.
 */
async function becomeQemu(): Promise<void> {
  const index = argv.findIndex(word => word.startsWith('socket,id=monitor,'));
  const path = /path=([^,]*)/.exec(argv[index] ?? '')?.[1];
  if (path !== undefined) {
    const env = { ...process.env, PROXY_FROM: `${path}-p`, PROXY_TO: path };
    const proxy = spawn(process.execPath, [import.meta.filename, bytes, operations], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise(listening => proxy.stdout.once('data', listening));
    argv[index] = (argv[index] ?? '').replace(path, `${path}-p`);
  }
  process.execve?.(qemu, [qemu, ...argv], process.env);
}

async function passOn(here: string, gate: string): Promise<void> {
  const server = createServer();
  server.listen(here, () => process.stdout.write('listening\n'));
  const machine = await new Promise<Socket>(connected => server.once('connection', connected));
  server.close();
  const monitor = connect(gate);
  const plugged = new Map<string, string>();
  const held = new Map<string, string>();
  machine.on('close', () => process.exit());
  monitor.on('close', () => process.exit());
  createInterface(monitor).on('line', line => {
    const { execute, id, arguments: of = {} } = parsed(line);
    if (execute === 'device_add' && disks.has(of['driver'] ?? ''))
      plugged.set(String(id), of['id'] ?? '');
    machine.write(`${line}\n`);
  });
  createInterface(machine).on('line', line => {
    const { id, error } = parsed(line);
    const device = plugged.get(String(id));
    const answered = held.get(String(id));
    plugged.delete(String(id));
    if (answered !== undefined) monitor.write(`${error === undefined ? answered : line}\n`);
    else if (device === undefined || error !== undefined) monitor.write(`${line}\n`);
    else {
      held.set(`throttle ${device}`, line);
      machine.write(
        `${JSON.stringify({ execute: 'block_set_io_throttle', arguments: limits(device), id: `throttle ${device}` })}\n`,
      );
    }
  });
}

interface Message {
  readonly execute?: string;
  readonly id?: unknown;
  readonly error?: unknown;
  readonly arguments?: Readonly<Record<string, string>>;
}

function parsed(line: string): Message {
  return JSON.parse(line) as Message;
}

function limits(device: string): object {
  const id = `/machine/peripheral/${device}/virtio-backend`;
  return {
    id,
    bps: Number(bytes),
    bps_rd: 0,
    bps_wr: 0,
    iops: Number(operations),
    iops_rd: 0,
    iops_wr: 0,
  };
}
