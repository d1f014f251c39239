import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/core/run.ts';
import { seedSuite } from '../../src/core/workload.ts';

/** The smallest run that the decoder accepts, with what a test wants to vary. */
export function smallRun(changes: { startedAt?: string; fingerprint?: string; randomSeed?: number } = {}): Run {
  const target = { kind: 'host', direct: true };
  const document = {
    schema: 1,
    tool: { name: 'qemu-storage-gate', version: '0.0.0-test' },
    startedAt: '2026-01-02T03:04:05.678Z',
    randomSeed: 1,
    plan: {
      suite: seedSuite,
      arms: [{ name: 'host-direct', side: 'host', target }],
      rounds: 1,
      randomSeed: 1,
      order: [[0]],
      budget: 900,
      writeBudget: 1e9,
    },
    environment: {
      accelerator: 'tcg',
      architecture: 'x86_64',
      cpuModel: 'a processor',
      cpuCores: 2,
      hostKernel: '6.1',
      filesystem: 'ext4',
      device: 'a drive (non-rotational)',
      suite: '0123456789abcdef',
      tools: { sysbench: '1.0.20' },
      qemu: '7.2.22',
      guestKernel: '6.1.0',
      guestTools: '0123456789abcdef',
    },
    fingerprint: 'fedcba9876543210',
    arms: [
      {
        name: 'host-direct',
        side: 'host',
        commit: null,
        subject: { target },
        key: 'host-direct',
        attestation: { ok: true, evidence: [] },
      },
    ],
    rounds: [],
    looks: [],
    stop: { reason: 'planned' },
    timing: { boot: 0, prepare: 0, measure: 0, rest: 0 },
    bytesWritten: 0,
    caveats: [],
    ...changes,
  };
  const decoded = decodeRun(document);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}
