import { type Environment, fingerprintOf } from '../../src/core/environment.ts';
import type { Run } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

/**
 * The smallest run that the decoder accepts, with what a test wants to vary; another `cpuModel` is
 * another environment.
 */
export function smallRun(
  changes: { startedAt?: string; cpuModel?: string; randomSeed?: number } = {},
): Run {
  const { cpuModel = 'a processor', ...others } = changes;
  const environment: Environment = {
    accelerator: 'tcg',
    architecture: 'x86_64',
    cpuModel,
    cpuCores: 2,
    hostKernel: '6.1',
    filesystem: 'ext4',
    device: 'a drive (non-rotational)',
    suite: suiteDigest(sysbenchSuite),
    tools: { sysbench: '1.0.20' },
    qemu: '7.2.22',
    guestKernel: '6.1.0',
    guestTools: '0123456789abcdef',
  };
  const target = { kind: 'host', direct: true };
  const document = {
    schema: 1,
    tool: { name: 'qemu-storage-gate', version: '0.0.0-test' },
    startedAt: '2026-01-02T03:04:05.678Z',
    randomSeed: 1,
    plan: {
      suite: sysbenchSuite,
      arms: [{ name: 'host-direct', side: 'host', target }],
      rounds: 1,
      randomSeed: 1,
      order: [[0]],
      budget: 900,
      writeBudget: 1e9,
    },
    environment,
    fingerprint: fingerprintOf(environment),
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
    rounds: [{ index: 0, boots: [], measurements: [], load: { stealShare: 0 } }],
    looks: [],
    stop: { reason: 'planned' },
    timing: { boot: 0, prepare: 0, measure: 0, rest: 0 },
    bytesWritten: 0,
    caveats: [],
    ...others,
  };
  const decoded = decodeRun(document);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}
