import { describe, expect, test } from 'vitest';
import { decodeAcknowledgement } from '../../src/core/acknowledgement.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { buildRun } from '../harness/run-builder.ts';

const cell = { arm: 'prod', workload: 'rndrd', metric: 'throughput' } as const;

describe('decodeAcknowledgement', () => {
  const good = acknowledge({
    by: 'A maintainer',
    reason: 'the new kernel costs this',
    toolVersion: '0.1.0',
    acknowledgedAt: '2026-03-05T00:00:00Z',
    runs: [{ run: buildRun(), digest: '0'.repeat(12) }],
    covers: () => true,
  });

  test.each([
    ['levels', { levels: [] }],
    ['levels.0.value', { levels: [{ ...cell, value: -1 }] }],
    ['levels.0.arm', { levels: [{ ...cell, arm: '../x', value: 1 }] }],
    ['reason', { reason: 'x'.repeat(501) }],
    ['by', { by: '' }],
    ['acknowledgedAt', { acknowledgedAt: 'yesterday' }],
    ['runs', { runs: [] }],
    ['(document)', { surprise: 1 }],
  ])('refuses what is wrong with %s', (path, change) => {
    expect(decodeAcknowledgement({ ...good, ...change })).toMatchObject({
      ok: false,
      rejections: [{ path }],
    });
  });

  test.each([null, [], 'x', 1])('refuses %j', document => {
    expect(decodeAcknowledgement(document)).toMatchObject({ ok: false });
  });
});
