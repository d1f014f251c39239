import { expect, test } from 'vitest';
import { agentPort, guestPath, initScript, programPortPath } from '../../src/guest/init-script.ts';
import { runTool } from '../../src/process/tool.ts';
import { programPort } from '../../src/qemu/arguments.ts';

test('busybox, which runs it as process 1, can parse the init script', async () => {
  const parsed = await runTool({ argv: ['busybox', 'sh', '-n'], input: initScript });
  expect(parsed).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('init has the ports and the search path that host and tools know', () => {
  for (const port of [programPort.name, agentPort])
    expect(initScript).toContain(`wait_for_port ${port}\n`);
  expect(initScript).toContain(` ${programPortPath}\n`);
  expect(initScript).toContain(`export PATH=${guestPath}\n`);
});
