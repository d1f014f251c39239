import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { anySignal, pause } from '../process/pause.ts';
import { createSocketScratch } from '../process/scratch.ts';
import { startProgram } from '../process/tool.ts';
import { counterArguments } from './arguments.ts';
import { listenOnce } from './qmp.ts';

/**
 * A reading of the time stamp counter: taken at some moment between question and answer, in seconds
 * of the host.
 */
export interface CounterReading {
  readonly asked: number;
  readonly count: bigint;
  readonly answered: number;
}

/** Lowest and highest possible rate of a counter, in counts per second. */
interface RateBounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Counts per second of the time stamp counter that this QEMU emulates, to 0.1 % in half a second,
 * to 1 % on a busy host; undefined where that can't be told, and on hosts other than x86-64. An
 * emulated guest can't find it out by itself while the host is busy: it counts during a wait of
 * some milliseconds, and where its processor did not run in the middle of them, its clock is wrong
 * by factors from then on [seen with Linux 6.1: arch/x86/kernel/tsc.c, pit_calibrate_tsc]. Here a
 * reading that was delayed only widens its bounds.
 */
export async function measureCounterRate({
  qemu,
  signal,
}: {
  readonly qemu: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<number | undefined> {
  if (process.arch !== 'x64') return undefined;
  try {
    const limit = AbortSignal.timeout(timeoutSeconds * 1000);
    const { low, high } = await askForRate(qemu, anySignal(limit, signal));
    return high >= low && high <= low * (1 + acceptedWidth) ? (low + high) / 2 : undefined;
  } catch {
    // Whatever keeps this QEMU from telling, a guest can do without; if it keeps guests from
    // booting, that says why.
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Seconds after which a QEMU won't tell any more. */
const timeoutSeconds = 10;

/** Seconds of readings, at most. */
const readingSeconds = 3;

/**
 * Width of the bounds, as a part of the rate: the kernel refines a rate later that is wrong by less
 * than 1 %.
 */
const acceptedWidth = 0.01;
const wantedWidth = 0.001;

async function askForRate(qemu: string, signal: AbortSignal): Promise<RateBounds> {
  await using scratch = await createSocketScratch();
  const [firmware, serial] = [join(scratch.path, 'firmware'), join(scratch.path, 'serial')];
  await writeFile(firmware, counterFirmware());
  await using server = await listenOnce(serial);
  const argv = [qemu, ...counterArguments(firmware, serial)];
  await using program = await startProgram({ argv, signal });
  const ended = program.ended.then(() => Promise.reject(new Error('QEMU ended')));
  ended.catch(() => undefined);
  const socket = await Promise.race([server.connected, ended]);
  // Its end is that of QEMU, which is waited for.
  socket.on('error', () => undefined);
  using _closing = { [Symbol.dispose]: () => socket.destroy() };
  const deadline = now() + readingSeconds;
  const readings: CounterReading[] = [];
  for (;;) {
    readings.push(await Promise.race([readCounter(socket), ended]));
    const bounds = rateBounds(readings);
    if (bounds.high <= bounds.low * (1 + wantedWidth) || now() > deadline) return bounds;
    await pause(0.02);
  }
}

async function readCounter(socket: Socket): Promise<CounterReading> {
  const asked = now();
  socket.write('?');
  let bytes = Buffer.alloc(0);
  while (bytes.length < 8) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return { asked, count: bytes.readBigUInt64LE(), answered: now() };
}

function now(): number {
  return performance.now() / 1000;
}

/**
 * The rates that no two of the readings contradict; `low` above `high` where there is none.
 *
 *     asked   answered           asked   answered
 *       |---o---|                  |---o---|
 *               ^----- least ------^
 *       ^------------- most ---------------^
 */
export function rateBounds(readings: readonly CounterReading[]): RateBounds {
  let [low, high] = [0, Infinity];
  for (const [index, later] of readings.entries()) {
    for (const earlier of readings.slice(0, index)) {
      const counted = Number(later.count - earlier.count);
      low = Math.max(low, counted / (later.answered - earlier.asked));
      const least = later.asked - earlier.answered;
      if (least > 0) high = Math.min(high, counted / least);
    }
  }
  return { low, high };
}

/**
 * A firmware that answers each byte on the first serial port with the eight bytes of the
 * processor's time stamp counter, lowest first. QEMU wants 64 KiB of it; the processor starts at
 * their last 16 bytes.
 *
 *     wait: mov dx,3fd  in al,dx  test al,1  jz .     until a byte is there ("data ready")
 *           mov dx,3f8  in al,dx                      take it
 *           rdtsc  mov ebx,eax  mov edi,edx
 *           mov cx,8
 *     next: mov dx,3fd  in al,dx  test al,20  jz .    until the port is free ("transmitter empty")
 *           mov dx,3f8  mov al,bl  out dx,al
 *           shrd ebx,edi,8  shr edi,8
 *           loop next
 *           jmp wait
 */
function counterFirmware(): Buffer {
  const firmware = Buffer.alloc(64 * 1024);
  firmware.write(firmwareCode.replaceAll(' ', ''), 'hex');
  firmware.write(startCode, resetVector, 'hex');
  return firmware;
}

const firmwareCode =
  'bafd03 ec a801 74fb baf803 ec 0f31 6689c3 6689d7 b90800 bafd03 ec a820 74fb baf803 88d8 ee 660facfb08 66c1ef08 e2e7 ebce';

/** Where the processor starts, and a jump from there to the first byte. */
const resetVector = 0xfff0;
const startCode = 'e90d00';
