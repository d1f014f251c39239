import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { GateError } from '../../src/errors.ts';
import {
  type AcceleratorRequest,
  chooseAccelerator,
  chooseSharedAccelerator,
  type SmokeLimits,
} from '../../src/measure/accelerator.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

// The device is /dev/null, which opens like a good /dev/kvm; what a guest then does is said by
// `boot`.
const boots = () =>
  vi.fn<AcceleratorRequest['boot']>(async () => ({ [Symbol.asyncDispose]: async () => undefined }));
const fails = (error: Error) =>
  vi.fn<AcceleratorRequest['boot']>(async () => {
    throw error;
  });
const hung = new GateError('guest-hung', { problem: 'no answer', consoleTail: '' });

function request(directory: string, changes: Partial<AcceleratorRequest>): AcceleratorRequest {
  return {
    wanted: 'auto',
    boot: boots(),
    cacheDirectory: join(directory, 'cache'),
    qemu: { path: '/usr/bin/qemu', version: '7.2.22', sha256: 'ab' },
    kernelSha256: 'cd',
    onProgress: () => undefined,
    device: '/dev/null',
    ...changes,
  };
}

test('emulation that was asked for boots nothing', async () => {
  await using directory = await temporaryDirectory();
  const boot = boots();
  const choice = await chooseAccelerator(request(directory.path, { wanted: 'tcg', boot }));
  expect(choice).toEqual({ accelerator: 'tcg', reason: 'emulation was asked for' });
  expect(boot).not.toHaveBeenCalled();
});

test('without a device there is emulation, and an error where KVM is wanted', async () => {
  await using directory = await temporaryDirectory();
  const device = '/nonexistent/kvm';
  expect(await chooseAccelerator(request(directory.path, { device }))).toEqual({
    accelerator: 'tcg',
    reason: 'this host has no /nonexistent/kvm',
  });
  await expect(
    chooseAccelerator(request(directory.path, { device, wanted: 'kvm' })),
  ).rejects.toMatchObject({
    code: 'no-accelerator',
    facts: { why: 'this host has no /nonexistent/kvm' },
  });
});

test.runIf(process.getuid?.() === 0)(
  'a device that may not be opened comes with the remedy',
  async () => {
    await using directory = await temporaryDirectory();
    const device = join(directory.path, 'kvm');
    await writeFile(device, '', { mode: 0o600 });
    await execa('chmod', ['755', directory.path]);
    // Root may open everything, so the same module is asked by another user.
    const script = `
    const { chooseAccelerator } = await import(${JSON.stringify(new URL('../../src/measure/accelerator.ts', import.meta.url).href)});
    console.log(JSON.stringify(await chooseAccelerator({ wanted: 'auto', device: ${JSON.stringify(device)} })));`;
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
    const { stdout } = await execa('setpriv', [...asNobody, '--input-type=module', '-e', script]);
    expect(JSON.parse(stdout)).toEqual({
      accelerator: 'tcg',
      reason: expect.stringMatching(
        /exists, but this user may not open it; add the user to the group kvm.*udev rule/,
      ),
    });
  },
);

test('KVM is chosen once a guest has booted within the limits, and not tried again on this boot of the host', async () => {
  await using directory = await temporaryDirectory();
  const boot = boots();
  const chosen = { accelerator: 'kvm', reason: 'a guest booted with KVM' };
  expect(await chooseAccelerator(request(directory.path, { boot }))).toEqual(chosen);
  expect(await chooseAccelerator(request(directory.path, { boot, wanted: 'kvm' }))).toEqual(chosen);
  const limits: SmokeLimits = { timeout: 10, attempts: 1 };
  expect(boot.mock.calls).toEqual([['kvm', limits]]);
});

test('another QEMU or another kernel is tried anew', async () => {
  await using directory = await temporaryDirectory();
  const boot = boots();
  await chooseAccelerator(request(directory.path, { boot }));
  await chooseAccelerator(request(directory.path, { boot, kernelSha256: 'ef' }));
  await chooseAccelerator(
    request(directory.path, { boot, qemu: { path: '/q', version: '7.2.22', sha256: 'ff' } }),
  );
  expect(boot).toHaveBeenCalledTimes(3);
});

test.each([
  ['a hang without a word', hung, '/dev/kvm opens, but a stock guest hangs after the BIOS'],
  [
    'an abort',
    new GateError('qemu-failed', {
      problem: 'QEMU was ended by SIGABRT',
      signal: 'SIGABRT',
      stderrTail:
        "qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69\nqemu-system-x86_64: ../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion `ret' failed.",
    }),
    '/dev/kvm opens, but QEMU aborted: failed to set MSR 0x10a to 0x69',
  ],
  [
    'a panic',
    new GateError('guest-panic', { problem: 'p' }),
    "/dev/kvm opens, but the guest's kernel panicked",
  ],
])('%s makes it emulation, with that reason, and is remembered', async (_, error, reason) => {
  await using directory = await temporaryDirectory();
  const boot = fails(error);
  expect(await chooseAccelerator(request(directory.path, { boot }))).toEqual({
    accelerator: 'tcg',
    reason,
  });
  expect(await chooseAccelerator(request(directory.path, { boot }))).toEqual({
    accelerator: 'tcg',
    reason,
  });
  expect(boot).toHaveBeenCalledTimes(1);
});

test('where KVM is wanted a failure is an error, and a remembered one is tried again', async () => {
  await using directory = await temporaryDirectory();
  await chooseAccelerator(request(directory.path, { boot: fails(hung) }));
  const insisting = request(directory.path, { boot: fails(hung), wanted: 'kvm' });
  await expect(chooseAccelerator(insisting)).rejects.toMatchObject({
    code: 'no-accelerator',
    facts: {
      why: '/dev/kvm opens, but a stock guest hangs after the BIOS',
      remedy: expect.stringContaining('--accel'),
    },
  });
  expect(await chooseAccelerator(request(directory.path, { wanted: 'kvm' }))).toMatchObject({
    accelerator: 'kvm',
  });
});

test('trouble that says nothing about KVM is thrown and not remembered', async () => {
  await using directory = await temporaryDirectory();
  const trouble = new GateError('no-space', { problem: 'no space left' });
  await expect(chooseAccelerator(request(directory.path, { boot: fails(trouble) }))).rejects.toBe(
    trouble,
  );
  const cancel = new AbortController();
  const boot = vi.fn<AcceleratorRequest['boot']>(async () => {
    cancel.abort(new Error('stop'));
    throw hung;
  });
  const cancelled = request(directory.path, { boot, signal: cancel.signal });
  await expect(chooseAccelerator(cancelled)).rejects.toThrow('stop');
  expect(await chooseAccelerator(request(directory.path, {}))).toMatchObject({
    accelerator: 'kvm',
  });
});

test('a remembered choice that is damaged costs another boot, and is mended', async () => {
  await using directory = await temporaryDirectory();
  await chooseAccelerator(request(directory.path, {}));
  const [name = '', ...others] = await readdir(join(directory.path, 'cache'));
  expect(others).toEqual([]);
  const file = join(directory.path, 'cache', name);
  await writeFile(file, '{"accelerator": "xen", "rea');
  const boot = boots();
  expect(await chooseAccelerator(request(directory.path, { boot }))).toMatchObject({
    accelerator: 'kvm',
  });
  expect(boot).toHaveBeenCalledTimes(1);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ accelerator: 'kvm' });
});

test('a remembered choice that another user could have written costs another boot, and is mended', async () => {
  await using directory = await temporaryDirectory();
  await chooseAccelerator(request(directory.path, { boot: fails(hung) }));
  const [name = ''] = await readdir(join(directory.path, 'cache'));
  const file = join(directory.path, 'cache', name);
  await chmod(file, 0o666);
  expect(await chooseAccelerator(request(directory.path, {}))).toMatchObject({
    accelerator: 'kvm',
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a guest that was merely too slow makes it emulation for this run, and is tried again in the next one', async () => {
  await using directory = await temporaryDirectory();
  const slow = new GateError('guest-hung', {
    problem: 'no answer',
    consoleTail: 'Linux version 6.1',
  });
  const choice = await chooseAccelerator(request(directory.path, { boot: fails(slow) }));
  expect(choice).toEqual({
    accelerator: 'tcg',
    reason: '/dev/kvm opens, but the guest did not answer within 10 s',
  });
  expect(await chooseAccelerator(request(directory.path, {}))).toMatchObject({
    accelerator: 'kvm',
  });
});

/** Head and base, whose guests boot as they are told to, with different kernels. */
function chooseForBoth(
  directory: string,
  {
    head,
    base,
    wanted = 'auto',
  }: {
    head: AcceleratorRequest['boot'];
    base: AcceleratorRequest['boot'];
    wanted?: 'auto' | 'kvm' | 'tcg';
  },
) {
  const { boot: _, qemu, kernelSha256: __, ...terms } = request(directory, { wanted });
  const candidates = [
    { name: 'head', qemu, kernelSha256: 'cd', boot: head },
    { name: 'base', qemu, kernelSha256: 'ef', boot: base },
  ] as const;
  return chooseSharedAccelerator(candidates, terms);
}

test('two guests have KVM where both boot with it', async () => {
  await using directory = await temporaryDirectory();
  const [head, base] = [boots(), boots()];
  expect(await chooseForBoth(directory.path, { head, base })).toMatchObject({ accelerator: 'kvm' });
  expect([head, base].map(boot => boot.mock.calls.length)).toEqual([1, 1]);
});

test('where KVM works for one of two guests only, both are emulated, and the reason says which one', async () => {
  await using directory = await temporaryDirectory();
  expect(await chooseForBoth(directory.path, { head: boots(), base: fails(hung) })).toEqual({
    accelerator: 'tcg',
    reason:
      "the head side's guest boots with it, the base side's does not: /dev/kvm opens, but a stock guest hangs after the BIOS",
  });
  const base = boots();
  const choice = await chooseForBoth(join(directory.path, 'other'), { head: fails(hung), base });
  expect(choice).toMatchObject({
    accelerator: 'tcg',
    reason: expect.stringContaining('hangs after the BIOS'),
  });
  expect(base).not.toHaveBeenCalled();
});

test('where KVM is wanted and one of two guests does not boot with it, the error names that one', async () => {
  await using directory = await temporaryDirectory();
  const choosing = chooseForBoth(directory.path, {
    head: boots(),
    base: fails(hung),
    wanted: 'kvm',
  });
  await expect(choosing).rejects.toMatchObject({
    code: 'no-accelerator',
    facts: { problem: expect.stringMatching(/^the base side's guest: KVM was asked for/) },
  });
});

test('a guest that a given archive kept from booting says nothing about one without it', async () => {
  await using directory = await temporaryDirectory();
  const broken = new GateError('guest-panic', { problem: 'panic' });
  const given = await chooseAccelerator(
    request(directory.path, { initrdSha256: 'ef', boot: fails(broken) }),
  );
  expect(given.accelerator).toBe('tcg');
  expect(await chooseAccelerator(request(directory.path, {}))).toMatchObject({
    accelerator: 'kvm',
  });
});
