import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlannedArm } from '../../src/core/plan.ts';
import { hostFile, prepareHosts } from '../../src/measure/host-files.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { diskArm } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

test('a host job has its file in the measured directory, one with a directory of its own there', async () => {
  await using directory = await temporaryDirectory();
  const [scratch, elsewhere] = [join(directory.path, 'scratch'), join(directory.path, 'elsewhere')];
  for (const path of [scratch, elsewhere]) mkdirSync(path);
  const size = 2 ** 20;
  const target = { kind: 'host', direct: true } as const;
  const job: PlannedArm = { name: 'host-direct', side: 'host', target };
  const host: PlannedArm = { ...job, name: 'there' };
  const disk: PlannedArm = {
    name: 'prod',
    side: 'head',
    target: diskArm('prod', { size }).subject.target,
  };
  const plan = { suite: fioSuite('quick'), arms: [disk, host, job] };
  const site = { hostDirectories: { there: elsewhere } };
  const signal = new AbortController().signal;
  {
    await using hosts = await prepareHosts({
      plan,
      site,
      scratch,
      signal,
      onProgress: () => undefined,
    });
    expect(hosts.directoryOf(job)).toBe(join(scratch, 'host'));
    expect(hosts.directoryOf(host).startsWith(`${elsewhere}/.storage-gate-`)).toBe(true);
    expect([job, host].map(arm => statSync(hostFile(hosts.directoryOf(arm))).size)).toEqual([
      size,
      size,
    ]);
    expect(hosts.bytesWritten).toBe(2 * size);
  }
  expect(existsSync(join(scratch, 'host'))).toBe(true);
});
