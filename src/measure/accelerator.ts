import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { GateError } from '../errors.ts';
import { readBootId } from '../process/owner.ts';
import { claimDirectory, refuseForeign, writeWhole } from '../process/scratch.ts';
import type { QemuBinary } from '../qemu/binary.ts';
import { type GuestName, withGuestInErrors } from './guest-name.ts';

/** What runs the guest's instructions, and why this one. */
export interface AcceleratorChoice {
  readonly accelerator: 'kvm' | 'tcg';
  /** One sentence without a full stop. */
  readonly reason: string;
}

/** Limits of a smoke boot. Seconds. */
export interface SmokeLimits {
  /** Seconds. */
  readonly timeout: number;
  readonly attempts: number;
}

export interface AcceleratorRequest {
  readonly wanted: 'auto' | 'kvm' | 'tcg';
  /** Boots the very guest that will be measured in, within the limits. */
  readonly boot: (accelerator: 'kvm' | 'tcg', limits: SmokeLimits) => Promise<AsyncDisposable>;
  readonly cacheDirectory: string;
  readonly qemu: QemuBinary;
  readonly kernelSha256: string;
  /** Of the archive that was given, which may be why a guest does not boot. */
  readonly initrdSha256?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (text: string) => void;
  /** KVM's device file; another one only where there is none to try this with. */
  readonly device?: string | undefined;
}

/** A guest to try, of several that share an accelerator. */
export type AcceleratorCandidate = Pick<
  AcceleratorRequest,
  'boot' | 'qemu' | 'kernelSha256' | 'initrdSha256'
> & {
  readonly name: GuestName;
};

/**
 * One accelerator for all guests of a run, since a guest with KVM and one without compare nothing
 * but accelerators: KVM where each of them boots with it. `no-accelerator`, naming the guest, where
 * KVM is wanted and one of them does not.
 */
export async function chooseSharedAccelerator(
  candidates: readonly AcceleratorCandidate[],
  terms: Omit<AcceleratorRequest, keyof AcceleratorCandidate>,
): Promise<AcceleratorChoice> {
  for (const { name, ...candidate } of candidates) {
    const named = candidates.length > 1 ? name : undefined;
    const choice = await withGuestInErrors(named, () =>
      chooseAccelerator({ ...terms, ...candidate }),
    );
    if (choice.accelerator === 'kvm') continue;
    // Whatever holds for every guest of this host shows at the first one.
    return name === 'head'
      ? choice
      : {
          ...choice,
          reason: `the head side's guest boots with it, the base side's does not: ${choice.reason}`,
        };
  }
  return { accelerator: 'kvm', reason: 'a guest booted with KVM' };
}

/**
 * With KVM a guest answers in about a second; a host ten times slower is better off with emulation
 * that works.
 */
const smokeLimits: SmokeLimits = { timeout: 10, attempts: 1 };

/**
 * KVM where a guest really boots with it, else emulation with the reason. A /dev/kvm that opens
 * proves nothing: there are hosts on which a stock kernel hangs right after the BIOS, or QEMU
 * aborts. What a smoke boot showed is kept until the host boots again. `no-accelerator` where KVM
 * is wanted and can't be had.
 */
export async function chooseAccelerator(request: AcceleratorRequest): Promise<AcceleratorChoice> {
  const { wanted, signal } = request;
  signal?.throwIfAborted();
  if (wanted === 'tcg') return { accelerator: 'tcg', reason: 'emulation was asked for' };
  const obstacle = await obstacleOf(request.device ?? '/dev/kvm');
  const choice: AcceleratorChoice & { readonly remedy?: string } =
    obstacle === undefined ? await tryGuest(request) : { accelerator: 'tcg', ...obstacle };
  if (choice.accelerator === 'kvm') return choice;
  const { reason, remedy } = choice;
  if (wanted === 'auto')
    return { accelerator: 'tcg', reason: remedy === undefined ? reason : `${reason}; ${remedy}` };
  throw new GateError('no-accelerator', {
    problem: 'KVM was asked for, but no guest runs with it on this host',
    why: reason,
    remedy: remedy ?? 'use --accel auto or --accel tcg, which measures under emulation and says so',
  });
}

interface Obstacle {
  readonly reason: string;
  readonly remedy?: string;
}

async function obstacleOf(device: string): Promise<Obstacle | undefined> {
  try {
    await using _device = await open(device, constants.O_RDWR);
    return undefined;
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { reason: `this host has no ${device}` };
    if (code !== 'EACCES' && code !== 'EPERM')
      return { reason: `${device} can't be opened (${code})` };
    return {
      reason: `${device} exists, but this user may not open it`,
      remedy:
        'add the user to the group kvm (`sudo usermod -aG kvm "$USER"`, then log in again), or on a runner add the udev rule KERNEL=="kvm", GROUP="kvm", MODE="0666"',
    };
  }
}

/**
 * A guest's own verdict, kept or fresh. Who insists on KVM gets a fresh one in place of a kept
 * failure.
 */
async function tryGuest(request: AcceleratorRequest): Promise<AcceleratorChoice> {
  const file = join(request.cacheDirectory, `accelerator-${await cacheKey(request)}.json`);
  const kept = await readChoice(file);
  if (kept !== undefined && (kept.accelerator === 'kvm' || request.wanted === 'auto')) return kept;
  request.onProgress('checking whether the guest boots with KVM');
  const { isConclusive, ...choice } = await smokeBoot(request);
  if (isConclusive) await keepChoice(request.cacheDirectory, file, choice);
  return choice;
}

/**
 * `isConclusive` unless a guest was merely slow: on a busy host the next boot may be quick enough.
 */
async function smokeBoot({
  boot,
  signal,
}: AcceleratorRequest): Promise<AcceleratorChoice & { readonly isConclusive: boolean }> {
  try {
    await using _guest = await boot('kvm', smokeLimits);
    return { accelerator: 'kvm', reason: 'a guest booted with KVM', isConclusive: true };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof GateError)) throw error;
    const reason = failureReason(error);
    if (reason === undefined) throw error;
    const slow = error.code === 'guest-hung' && (error.facts.consoleTail ?? '') !== '';
    return {
      accelerator: 'tcg',
      reason: `/dev/kvm opens, but ${reason}`,
      isConclusive: !slow && error.code !== 'agent-failed',
    };
  }
}

/**
 * What a failed boot says about KVM; undefined where it says nothing about it (a missing program,
 * no space).
 */
function failureReason({ code, facts }: GateError): string | undefined {
  if (code === 'agent-failed') return `the guest's agent failed: ${facts.problem}`;
  if (code === 'guest-panic') return "the guest's kernel panicked";
  if (code === 'qemu-failed') {
    return `QEMU ${facts.signal === 'SIGABRT' ? 'aborted' : 'failed'}: ${complaint(facts.stderrTail) ?? facts.problem}`;
  }
  if (code !== 'guest-hung') return undefined;
  return (facts.consoleTail ?? '') === ''
    ? 'a stock guest hangs after the BIOS'
    : `the guest did not answer within ${smokeLimits.timeout} s`;
}

/** The first line on which QEMU names an error, else its last line. */
function complaint(stderr: string | undefined): string | undefined {
  const lines = (stderr ?? '').split('\n').filter(line => line.trim() !== '');
  const line = lines.find(text => /error|failed/i.test(text)) ?? lines.at(-1);
  return line?.replace(/^\S*qemu-system-\S+: (error: )?/, '').slice(0, 200);
}

async function cacheKey({ qemu, kernelSha256, initrdSha256 }: AcceleratorRequest): Promise<string> {
  const boot = (await readBootId()) ?? randomUUID();
  const facts = [boot, qemu.version, qemu.sha256, kernelSha256, initrdSha256 ?? ''];
  return sha256Hex(facts.join('\n')).slice(0, 16);
}

/**
 * A file that can't be read, holds something else or could be another user's costs a smoke boot and
 * nothing more.
 */
async function readChoice(file: string): Promise<AcceleratorChoice | undefined> {
  try {
    for (const path of [dirname(file), file]) await refuseForeign(path);
    const { accelerator, reason } = JSON.parse(await readFile(file, 'utf8')) as Record<
      string,
      unknown
    >;
    if ((accelerator !== 'kvm' && accelerator !== 'tcg') || typeof reason !== 'string')
      return undefined;
    return { accelerator, reason };
  } catch {
    return undefined;
  }
}

async function keepChoice(
  directory: string,
  file: string,
  choice: AcceleratorChoice,
): Promise<void> {
  await claimDirectory(directory);
  await writeWhole(file, `${JSON.stringify(choice)}\n`, 0o600);
}
