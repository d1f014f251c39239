import { connect } from 'node:net';
import { GateError } from '../errors.ts';
import { type LineChannel, lineChannel } from '../process/line-channel.ts';

/** Name of the port through which slices are asked for; QEMU's side is src/qemu/arguments.ts. */
const portName = 'storage-gate.slices';

/** The port in the guest, once `withSlicesPort` ran. */
export const slicesPortPath = '/run/slices';

/**
 * A command line that finds the port, and then runs `argv` on the guest's first processor: which
 * one the guest would choose is decided in each boot anew, and lasts.
 */
export function withSlicesPort(argv: readonly string[]): readonly string[] {
  const find = `for port in /sys/class/virtio-ports/*; do
  read -r name <"$port/name" && [ "$name" = ${portName} ] && ln -sf "/dev/\${port##*/}" ${slicesPortPath}
done
exec taskset 1 "$@"`;
  return ['/bin/sh', '-c', find, 'sh', ...argv];
}

/**
 * Connects to the host's end of the port, which must be there before the guest opens its own:
 * until then the guest reads the end of the file. Lines fail with `agent-failed`.
 */
export function openSlicesPort(socketPath: string, signal: AbortSignal): LineChannel {
  const socket = connect(socketPath);
  const speaker = 'the instrument in the guest';
  const channel = lineChannel({
    input: socket,
    output: socket,
    speaker,
    code: 'agent-failed',
    signal,
  });
  socket.on('close', () => {
    const problem = `the connection to ${speaker} was closed`;
    channel.end(new GateError('agent-failed', { problem, why: 'QEMU ended it' }));
  });
  return channel;
}
