import { expect, test } from 'vitest';
import { initScript } from '../../src/guest/init-script.ts';
import { runTool } from '../../src/process/tool.ts';
import { programPort } from '../../src/qemu/arguments.ts';

test('busybox, which runs it as process 1, can parse the init script', async () => {
  const parsed = await runTool({ argv: ['busybox', 'sh', '-n'], input: initScript });
  expect(parsed).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('no placeholder is left in the init script', () => {
  expect(initScript).not.toMatch(/undefined|\[object/);
  expect(initScript).toContain('--path="/dev/${port##*/}"');
});

test('init looks for the very port that QEMU is given for programs', () => {
  expect(initScript).toContain(`wait_for_port ${programPort.name}\n`);
});
