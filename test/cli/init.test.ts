import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { resolveSettings } from '../../src/config/settings.ts';
import { accept } from '../../src/core/rejection.ts';
import { git } from '../harness/git.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const program = resolve(import.meta.dirname, '../../src/cli.ts');
const fixture = (name: string): Promise<string> =>
  readFile(resolve(import.meta.dirname, '../../fixtures/source', name), 'utf8');
const examples = resolve(import.meta.dirname, '../../examples/storage-gate.yml');

/** A repository with these files, all of them tracked. */
async function repository(files: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory();
  const { path } = directory;
  await git(path, 'init', '--quiet', '--initial-branch=main');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  await git(path, 'add', '--all');
  const init = async (...args: readonly string[]) => {
    const argv = [program, 'init', ...args];
    const { exitCode, stdout, stderr } = await execa(process.execPath, argv, {
      cwd: path,
      reject: false,
      stdin: 'ignore',
    });
    return { exitCode, stdout, stderr };
  };
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(path, name), 'utf8').catch(() => undefined);
  return { path, init, read, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

/** The disks that a config asks for, or what is wrong with it. */
function disksOf(text: string, files: Readonly<Record<string, string>>): unknown {
  const settings = resolveSettings({
    raw: {},
    configFile: { path: 'storage-gate.yml', text },
    origin: 'cli',
    randomSeed: 1,
    workspace: '/',
    definitions: new Map(Object.entries(files).map(([path, content]) => [path, accept(content)])),
  });
  if (!settings.ok) return settings.rejections;
  return settings.value.plan.arms.flatMap(({ name, definition }) =>
    definition === undefined ? [] : [`${name} of ${definition.path}`],
  );
}

describe('init', () => {
  test('writes a config that reads the definitions of the repository, and a workflow', async () => {
    const files = {
      'vms/prod vm.xml': await fixture('04-libvirt-detect-zeroes.xml'),
      'run.sh': await fixture('20-qemu-native-flag.sh'),
      'infra.tf': await fixture('70-tf-bpg-defaults.tf'),
      'notes.sh': 'echo qemu is a nice thing\n',
    };
    await using here = await repository(files);
    const { exitCode, stdout, stderr } = await here.init('--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^vms\/prod vm\.xml: libvirt domain/m);
    expect(stdout).toMatch(/^infra\.tf:2: HCL .*\n {2}-> .*terraform show -json/m);
    expect(stdout).not.toContain('notes.sh');
    expect(stderr).toMatch(/wrote storage-gate\.yml\n.*wrote \.github.*\n.*next: /s);
    const config = (await here.read('storage-gate.yml')) ?? '';
    expect(disksOf(config, files)).toEqual([
      'run-1 of run.sh',
      'prod-vm-vda of vms/prod vm.xml',
      'prod-vm-vdb of vms/prod vm.xml',
    ]);
    expect(await here.read('.github/workflows/storage-gate.yml')).toBe(
      await readFile(examples, 'utf8'),
    );
  });

  test('writes as a comment what needs a decision, with the reason', async () => {
    const files = { 'vm.xml': await fixture('14-libvirt-chain-vhost-nvme.xml') };
    await using here = await repository(files);
    await here.init('--yes');
    const config = (await here.read('storage-gate.yml')) ?? '';
    expect(config).toMatch(/^ {2}# line 11: .*layer below the image.* -> .*without/m);
    expect(config).toMatch(
      /^ {2}# vm-vda: \{ from: vm\.xml, .*without: \[metadata_cache, backing\]/m,
    );
    expect(Object.keys(parse(config).disks)).toEqual(['prod']);
    expect(disksOf(config, files)).toEqual([]);
  });

  test('knows the storages of Proxmox by the one storage.cfg of the repository', async () => {
    const files = {
      'pve/100.conf':
        'scsihw: virtio-scsi-single\nscsi0: dir:100/vm-100-disk-0.raw,aio=native,cache=none\n',
      'pve/storage.cfg': 'dir: dir\n\tpath /srv\n\tcontent images\n',
    };
    await using here = await repository(files);
    await here.init('--yes');
    const config = (await here.read('storage-gate.yml')) ?? '';
    expect(config).toContain('{ from: pve/100.conf, target: scsi0, storages: pve/storage.cfg');
    expect(disksOf(config.replace(/# (?=100-scsi0)/, ''), files)).not.toEqual([]);
  });

  test('leaves what is there as it is', async () => {
    await using here = await repository({ 'storage-gate.yml': 'mine' });
    const { exitCode, stderr } = await here.init('--yes');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('storage-gate.yml is there already, and stays as it is');
    expect(await here.read('storage-gate.yml')).toBe('mine');
    expect(await here.read('.github/workflows/storage-gate.yml')).toContain('name: Storage gate');
  });

  test.each([
    ['--dry-run', /would write storage-gate\.yml and/],
    ['', /no definition of a guest is read here/],
  ])('writes nothing with "%s", where nobody can be asked', async (flag, said) => {
    await using here = await repository({ 'a.txt': '' });
    const { exitCode, stdout } = await here.init(...(flag === '' ? [] : [flag]));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(said);
    expect(await here.read('storage-gate.yml')).toBeUndefined();
  });

  test('writes a disk of fields where nothing is found, outside of a repository too', async () => {
    await using directory = await temporaryDirectory();
    const argv = [program, 'init', '--yes'];
    const { exitCode } = await execa(process.execPath, argv, { cwd: directory.path });
    expect(exitCode).toBe(0);
    const config = await readFile(join(directory.path, 'storage-gate.yml'), 'utf8');
    expect(config).toContain('# No definition of a guest is read yet');
    expect(disksOf(config, {})).toEqual([]);
  });
});
