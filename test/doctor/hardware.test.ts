import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examineMemory, examineProcessors } from '../../src/doctor/examination.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** Files below a directory, as the kernel would show them under /sys or /proc. */
async function layOut(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

const cpu = 'devices/system/cpu';

async function processorFindings(files: Readonly<Record<string, string>>) {
  await using directory = await temporaryDirectory();
  await layOut(directory.path, files);
  const findings = await examineProcessors({ sys: directory.path });
  return Object.fromEntries(findings.map(finding => [finding.topic, finding]));
}

describe('examineProcessors', () => {
  test('warns of governor, turbo and SMT, each with the command that mends it', async () => {
    const found = await processorFindings({
      [`${cpu}/cpufreq/policy0/scaling_governor`]: 'powersave\n',
      [`${cpu}/cpufreq/policy1/scaling_governor`]: 'performance\n',
      [`${cpu}/intel_pstate/no_turbo`]: '0\n',
      [`${cpu}/smt/active`]: '1\n',
    });
    expect(found['governor']).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('performance and powersave'),
    });
    expect(found['turbo']).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('no_turbo'),
    });
    expect(found['SMT']).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('smt/control'),
    });
  });

  test('is content with a fixed frequency', async () => {
    const found = await processorFindings({
      [`${cpu}/cpufreq/policy0/scaling_governor`]: 'performance\n',
      [`${cpu}/cpufreq/boost`]: '0\n',
      [`${cpu}/smt/active`]: '0\n',
    });
    expect(
      [found['governor'], found['turbo'], found['SMT']].map(finding => finding?.state),
    ).toEqual(['ok', 'ok', 'ok']);
  });

  test("AMD's boost is turbo too", async () => {
    const found = await processorFindings({ [`${cpu}/cpufreq/boost`]: '1\n' });
    expect(found['turbo']).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('echo 0'),
    });
  });

  test('says where the kernel shows nothing, as in most virtual machines', async () => {
    const found = await processorFindings({});
    expect(found['governor']).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('does not control'),
    });
    expect(found['SMT']).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('does not show'),
    });
  });
});

describe('examineMemory', () => {
  const facts = (available: number, swapTotal: number, swapFree: number) =>
    `MemTotal: 8000000 kB\nMemAvailable:   ${available} kB\nSwapTotal:      ${swapTotal} kB\nSwapFree:       ${swapFree} kB\n`;

  test.each([
    ['enough and no swap', facts(4_000_000, 0, 0), 'ok', 'no swap'],
    ['swap that is not used', facts(4_000_000, 2_000_000, 2_000_000), 'ok', '0 bytes of 1.907 GiB'],
    ['swap in use', facts(4_000_000, 2_097_152, 1_048_576), 'warning', '1 GiB of 2 GiB'],
    ['too little without swap', facts(500_000, 0, 0), 'problem', '488.3 MiB available'],
    [
      'too little with swap',
      facts(500_000, 2_000_000, 2_000_000),
      'warning',
      '488.3 MiB available',
    ],
    ['a meminfo that says nothing', '', 'warning', 'meminfo'],
  ])('%s', async (_, meminfo, state, text) => {
    await using directory = await temporaryDirectory();
    await layOut(directory.path, { meminfo });
    expect(await examineMemory({ proc: directory.path })).toEqual([
      expect.objectContaining({ topic: 'memory', state, text: expect.stringContaining(text) }),
    ]);
  });

  test('two guests side by side need more than one', async () => {
    await using directory = await temporaryDirectory();
    await layOut(directory.path, { meminfo: facts(2_000_000, 0, 0) });
    expect(await examineMemory({ proc: directory.path })).toMatchObject([{ state: 'ok' }]);
    expect(await examineMemory({ proc: directory.path, guests: 2 })).toMatchObject([
      { state: 'problem', remedy: expect.stringContaining('2 guests need 2.75 GiB') },
    ]);
  });

  test('reads the real one', async () => {
    expect(await examineMemory()).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/^[\d.]+ [MGT]iB available/) }),
    ]);
  });
});
