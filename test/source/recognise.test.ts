import { describe, expect, it, test } from 'vitest';
import { recogniseFormat } from '../../src/source/recognise.ts';
import { definition, domain, modeOf, read } from './cases.ts';

const formatOf = (text: string): unknown => {
  const found = recogniseFormat({ path: 'f', text });
  return found.ok
    ? found.value
    : found.rejections.map(({ path, problem }) => `${path}: ${problem}`);
};

describe('a format is recognised by what the text has', () => {
  it.each([
    ['libvirt', `<?xml version='1.0'?>\n<!-- qemu-system-x86_64 -m 1 -->\n<domain type='kvm'/>`],
    ['libvirt', '<disk/>'],
    [
      'libvirt',
      `<domain><devices><emulator>/usr/bin/qemu-system-x86_64</emulator></devices></domain>`,
    ],
    ['qemu', '#!/bin/sh\nexec qemu-system-x86_64 -drive file=a'],
    ['qemu', 'QEMU="qemu-system-aarch64"\n$QEMU -m 1'],
    ['qemu', '[Service]\nExecStart=/usr/bin/env qemu-system-x86_64 -m 1'],
    ['qemu', 'run:\n\t@qemu-system-x86_64 -m 1'],
    ['qemu', 'FOO=1 sudo /usr/libexec/qemu-kvm -m 1'],
    ['qemu', 'kvm -m 512'],
    ['qemu', '/usr/bin/kvm \\\n  -id 100 \\\n  -name web'],
    ['qemu', '++ date\n+ exec qemu-kvm -m 1\nbooting'],
    ['qemu', 'root 4711 0.0 1.2 123 456 ? Sl 10:00 0:01 /usr/bin/qemu-system-x86_64 -m 1'],
    ['qemu', ' 4711 /usr/libexec/qemu-kvm -m 1'],
    ['qemu', '2026/01/01 packer: Executing /usr/bin/qemu-system-x86_64: []string{"-m", "1"}'],
    ['qemu', 'LC_ALL=C PATH=/usr/bin HOME=/ /usr/bin/qemu-system-x86_64 -m 1'],
    ['qemu', 'run:\n\t-@qemu-kvm -m 1'],
    ['qemu', ' [\n "qemu-system-x86_64", "-m"]'],
    ['proxmox', 'cores: 2\nscsi0: local-lvm:vm-100-disk-0,size=4G'],
    ['kubevirt', 'apiVersion: v1\n---\napiVersion: kubevirt.io/v1\nkind: VirtualMachine'],
    ['kubevirt', '{"apiVersion": "kubevirt.io/v1"}'],
    ['kubevirt', 'items:\n- apiVersion: "kubevirt.io/v1"\n'],
    ['terraform', '{"format_version":"1.2"}'],
    ['terraform', '{ "errored": false, "format_version": "1.2"}'],
  ])('%s: %j', (format, text) => expect(formatOf(text)).toBe(format));

  it.each([
    ['nothing', 'hello\n'],
    ['an empty text', ''],
    ['a package by a name like QEMU', 'packages:\n  - qemu-system-x86\n'],
    ['another domain of XML', '<domainsnapshot/>'],
    ['a package that is installed', 'apt-get install qemu-kvm'],
    ['a command in a comment', 'foo # exec qemu-kvm -m 1'],
    ['an accelerator', 'accel=kvm -m'],
    ['JSON that says nothing', `{${'"a":1,'.repeat(50)}`],
  ])('%s is no definition', (_, text) => {
    expect(formatOf(text)).toEqual(['f: is no definition of a guest that the gate knows']);
  });

  test('two formats in one text are refused, unless the config says which', () => {
    const both = 'scsi0: a\nqemu-system-x86_64 -m 1\n';
    expect(formatOf(both)).toEqual(['f: looks like qemu and like proxmox']);
    const found = modeOf(
      read({ path: 'f', text: both }, undefined, { format: { value: 'libvrt', where: 'w' } }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^w: "libvrt" is no format.*did you mean libvirt/),
    ]);
  });
});

describe('a program or a template is answered with what it makes', () => {
  it.each([
    ['70-tf-bpg-defaults.tf', /:2: HCL .*terraform show -json/],
    ['72-tf-telmate.tf', /:2: HCL/],
    ['74-tf-vars.tf', /:2: HCL/],
    ['75-tf-libvirt-08.tf', /:8: HCL .*virsh dumpxml/],
    ['80-packer-scsi.pkr.hcl', /:2: HCL .*Packer logs/],
    ['81-packer-unmap.pkr.hcl', /:2: HCL .*Packer logs/],
    ['83-packer-qemuargs.pkr.hcl', /:2: HCL .*Packer logs/],
    ['84-virt-install-import.sh', /:4: .*virt-install --print-xml/],
    ['85-virt-install-lsi.sh', /:5: .*virt-install --print-xml/],
    ['86-virt-install-two.sh', /:5: .*virt-install --print-xml/],
    ['87-vagrant.rb', /: a Vagrantfile .*virsh dumpxml/],
    ['88-nixos.nix', /: Nix .*run-NAME-vm/],
  ])('%s', (path, fault) => {
    expect(modeOf(read(definition(path)))).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['Jinja', `{% if a %}\n<domain/>\n{% endif %}`, /f:1: a Jinja template/],
    [
      'Jinja around a well-formed disk',
      domain('{%- if a %}<disk/>{% endif %}').text,
      /f:4: a Jinja/,
    ],
    ['Helm', 'apiVersion: kubevirt.io/v1\nname: {{ .Values.name }}', /f:2: a Helm template/],
    ['ERB', '<domain>\n<% disks.each do |d| %>\n</domain>', /f:2: an ERB template/],
    ['Mako', 'a\n% for d in disks:\nb', /f:2: a Mako template/],
    [
      'Python',
      '#!/usr/bin/env python3\nsubprocess.run(["qemu-system-x86_64"])',
      /f:1: source code/,
    ],
    ['Go', '// x\n\npackage main\nrun("qemu-kvm", "-m")', /f:1: source code/],
    ['Python without its first line', '"""Doc."""\nimport os\nx = "qemu-kvm -m 1"', /source code/],
    ['Ruby', 'require "x"\nx = "qemu-kvm -m 1"', /source code/],
    ['Packer in JSON', '{\n  "builders": [{"type": "qemu"}]\n}', /f:2: HCL of Packer/],
    ['Packer in one line of JSON', '{"builders":[{"type":"qemu"}]}', /f:1: HCL of Packer/],
    ['a block in one line', 'resource "proxmox_vm_qemu" "a" { name = "x" }', /f:1: HCL is/],
    ['Terraform in JSON', '{"resource":{"proxmox_vm_qemu":{}}}', /f:1: HCL is/],
    ['Terragrunt', 'inputs = {\n  cache = "none"\n}', /f:1: HCL is/],
    ['a flake', '{\n  outputs = { self }: { };\n}', /f:2: Nix/],
    ['a test of NixOS', 'import ./make-test.nix ({ pkgs }: { })', /f:1: Nix/],
    ['options inside braces', '{ x = { virtualisation.cores = 1; }; }', /f:1: Nix/],
    ['JavaScript', "const { spawn } = x;\nspawn('qemu-kvm', ['-m'])", /f:1: source code/],
    ['C', '#include <stdio.h>\nsystem("qemu-kvm -m 1");', /f:1: source code/],
    ['kustomize', 'kind: Kustomization\nresources: [vm.yaml]', /f:1: a kustomization/],
  ])('%s', (_, text, fault) => {
    expect(formatOf(text)).toEqual([expect.stringMatching(fault)]);
  });

  test('is answered with one command', () => {
    const found = recogniseFormat({ path: 'f', text: '#!/usr/bin/ruby' });
    expect(found).toMatchObject({
      rejections: [{ remedy: expect.stringMatching(/^give what `ps .*`/) }],
    });
  });

  test('a template in a comment is none', () => {
    expect(formatOf('<!-- {% if a %} -->\n<domain/>')).toBe('libvirt');
    expect(formatOf('# {% if a %}\nscsi0: a')).toBe('proxmox');
  });
});

test.each([
  '\n',
  '{',
  '[',
  '{"a":1,',
  '<!--',
  '<',
  ' ',
  '{{',
  '{% ',
  'a=',
  'data ',
  'kvm ',
  'apiVersion',
  '\r',
  '= ',
  'a/',
  'qemu-kvm/',
  'x qemu-kvm ',
  '"a":1,',
  '# ',
  '\t@',
])('a text of %j alone is looked at in a moment', part => {
  const text = part.repeat(Math.floor(2 ** 18 / part.length));
  const begin = performance.now();
  recogniseFormat({ path: 'f', text });
  expect(performance.now() - begin).toBeLessThan(5000);
});
