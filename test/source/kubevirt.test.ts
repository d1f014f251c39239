import { describe, expect, it, test } from 'vitest';
import type { SourceText } from '../../src/source/definition.ts';
import { listDisks } from '../../src/source/read.ts';
import { definition, modeOf, read } from './cases.ts';

/** A machine with one disk on a file of the host; lines are counted from the first of it. */
function machine({
  disk = '',
  bus = 'virtio',
  domain = '',
  devices = '',
  volume = 'hostDisk: { path: /d.img, type: Disk }',
  spec = '',
  more = '',
}: Partial<
  Record<'disk' | 'bus' | 'domain' | 'devices' | 'volume' | 'spec' | 'more', string>
> = {}): SourceText {
  const lines = (text: string, indent: number): string =>
    text === '' ? '' : `${text.replace(/^/gm, ' '.repeat(indent))}\n`;
  const text = `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: { name: vm }
spec:
${lines(spec, 2)}  template:
    spec:
      domain:
        cpu: { cores: 2 }
${lines(domain, 8)}        devices:
${lines(devices, 10)}          disks:
          - name: d
            disk: { bus: ${bus} }
${lines(disk, 12)}      volumes:
      - name: d
        ${volume}
${more}`;
  return { path: 'vm.yaml', text };
}

const file = 'format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off,discard=unmap';
const claim = (spec: string, notes = ''): string =>
  `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: c, annotations: { ${notes} } }\nspec: { ${spec} }\n`;
const claimed = 'persistentVolumeClaim: { claimName: c }';
const pool = 'ioThreadsPolicy: supplementalPool\nioThreads: { supplementalPoolThreadCount: 4 }';

/** Wants all of these, and no other. */
const matching = (faults: readonly RegExp[]) => faults.map(each => expect.stringMatching(each));

describe('a definition of KubeVirt', () => {
  it.each([
    [
      '60-kubevirt-tuned.yaml',
      'rootdisk',
      { standIn: 'file' },
      'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=2,discard=unmap',
    ],
    ['66-kubevirt-host-disk.yaml', 'host-disk', {}, file],
    [
      '67-kubevirt-scsi-native.yaml',
      'data',
      { volumeMode: 'filesystem', as: 'kubevirt-1.4' },
      'format=raw,cache=none,aio=native,bus=virtio-scsi,iothread=off,discard=unmap',
    ],
    [
      '67-kubevirt-scsi-native.yaml',
      'scsi/data',
      { volumeMode: 'filesystem', as: 'kubevirt-1.3' },
      'format=raw,cache=none,aio=threads,bus=virtio-scsi,iothread=off,discard=unmap',
    ],
    [
      '64-kubevirt-no-disks.yaml',
      'pvcdisk',
      { volumeMode: 'filesystem', fields: { bus: 'virtio-blk' } },
      file,
    ],
    [
      '69-kubevirt-container-disk.yaml',
      'containerdisk',
      { without: ['backing'] },
      file.replace('raw', 'qcow2'),
    ],
  ])('%s has the disk %s', (path, target, aid, mode) => {
    expect(modeOf(read(definition(path), target, aid))).toBe(mode);
  });

  it.each([
    ['60-kubevirt-tuned.yaml', 'rootdisk', {}, [/:24 .*block device.*stand-in: file/]],
    ['60-kubevirt-tuned.yaml', 'cloudinitdisk', {}, [/:20 .*cloudInitNoCloud/]],
    [
      '61-kubevirt-template.yaml',
      'scratchdisk',
      {},
      [/:9: no YAML: a template \(\{\{VM_NAME.*render/],
    ],
    [
      '63-kubevirt-misplaced-cache.yaml',
      'data-disk',
      { volumeMode: 'filesystem' },
      [/:16 .*cache: none.*beside disk:/, /:17 .*io: native.*beside disk:/],
    ],
    ['64-kubevirt-no-disks.yaml', 'pvcdisk', {}, [/:11 .*volume-mode/, /:10 .*no disk for.*sata/]],
    ['67-kubevirt-scsi-native.yaml', 'data', { as: 'kubevirt-1.4' }, [/:18 .*claim data.*cluster/]],
    [
      '67-kubevirt-scsi-native.yaml',
      'data',
      { volumeMode: 'filesystem' },
      [/:14 .*threads before kubevirt-1.4.*as: kubevirt-1.9/],
    ],
    ['69-kubevirt-container-disk.yaml', 'containerdisk', {}, [/:15 .*only the cluster/]],
    ['69-kubevirt-container-disk.yaml', 'raw-lun', { volumeMode: 'filesystem' }, [/:12 .*SCSI/]],
  ])('%s refuses the disk %s, all faults at once', (path, target, aid, faults) => {
    expect(modeOf(read(definition(path), target, aid))).toEqual(matching(faults));
  });
});

describe('a virtual machine', () => {
  it.each([
    ['what a file has', {}, file],
    ['a cache that is said', { disk: 'cache: writeback' }, file.replace('none', 'writeback')],
    ['native I/O that is said', { disk: 'io: native' }, file.replace('threads', 'native')],
    ['cache none where it is shareable', { disk: 'shareable: yes' }, file],
    [
      'sizes of blocks',
      { disk: 'blockSize: { custom: { logical: 512, physical: 010000 } }' },
      `${file},physical_block_size=4096`,
    ],
    ['no sizes of a volume', { disk: 'blockSize: { matchVolume: { enabled: no } }' }, file],
    ['a thread of its own', { disk: 'dedicatedIOThread: on' }, file.replace('off', 'on')],
    ['a thread by policy', { domain: 'ioThreadsPolicy: shared' }, file.replace('off', 'on')],
    [
      'a queue for each CPU',
      { domain: 'machine: { type: q35 }', devices: 'blockMultiQueue: true' },
      file.replace(',discard', ',num-queues=2,discard'),
    ],
    [
      'the queue of an old machine',
      { domain: 'machine: { type: pc-q35-5.1 }' },
      file.replace(',discard', ',num-queues=1,discard'),
    ],
    [
      'a qcow2 of its own',
      { volume: 'emptyDisk: { capacity: 1Gi }' },
      file.replace('raw', 'qcow2'),
    ],
    [
      'SCSI, whose threads are on no controller',
      { bus: 'scsi', domain: 'ioThreadsPolicy: auto', devices: 'blockMultiQueue: true' },
      file.replace('blk', 'scsi'),
    ],
    ['a claim of the file', { volume: claimed, more: claim('volumeMode: Filesystem') }, file],
    ["Kubernetes' default for a claim", { volume: claimed, more: claim('') }, file],
    [
      'what is allocated from the start',
      { volume: claimed, more: claim('', `x/storage.thick-provisioned: "true"`) },
      'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=off',
    ],
    [
      'a data volume with storage',
      {
        volume: 'dataVolume: { name: c }',
        spec: `dataVolumeTemplates:\n- metadata: { name: c }\n  spec: { storage: { volumeMode: Filesystem }, preallocation: true }`,
      },
      'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=off',
    ],
    ['neutral values of any kind', { disk: 'serial: "{{ s }}"\nbootOrder: 1\ntag: ${T}' }, file],
  ])('has %s', (_, parts, mode) => {
    expect(modeOf(read(machine(parts), 'd'))).toBe(mode);
  });

  it.each([
    ['a cache of nobody', { disk: 'cache: unsafe' }, [/:13 .*cache: unsafe/]],
    ['a cache of a later version', { disk: 'cache: directsync' }, [/as: kubevirt-1.10/]],
    ['a truth value for a word', { disk: 'cache: off' }, [/cache: false is no string/]],
    ['a word for a truth value', { disk: 'dedicatedIOThread: "true"' }, [/is no boolean/]],
    ['an engine of nobody', { disk: 'io: io_uring' }, [/io: io_uring/]],
    ['another bus', { bus: 'sata' }, [/bus sata/]],
    ['a placeholder', { disk: 'cache: "{{ c }}"' }, [/placeholder.*helm template/]],
    ['a misspelt field', { disk: 'dedicatedIOThreads: true' }, [/did you mean dedicatedIOThread/]],
    ['a field of every object', { disk: 'constructor: true' }, [/constructor.*take it out/]],
    [
      'a policy under cpu',
      { domain: 'resources: {}', devices: 'ioThreadsPolicy: auto' },
      [/:11 .*ioThreadsPolicy: auto.*under domain:/],
    ],
    ['a misspelt policy', { domain: 'iothreadsPolicy: auto' }, [/write ioThreadsPolicy:/]],
    ['a policy of nobody', { domain: 'ioThreadsPolicy: automatic' }, [/:9 .*one of: shared, auto/]],
    ['a pool', { domain: pool }, [/without: \[ioThreadsPolicy\]/]],
    ['a cache that is shared', { disk: 'cache: writeback\nshareable: true' }, [/shareable/]],
    [
      'qcow2 that is shared',
      { disk: 'shareable: true', volume: 'emptyDisk: {}' },
      [/shares no qcow2/],
    ],
    ['sizes of a volume', { disk: 'blockSize: { matchVolume: {} }' }, [/matchVolume/]],
    [
      'a granularity',
      { disk: 'blockSize: { custom: { logical: 512, physical: 512, discardGranularity: 512 } }' },
      [/discardGr/],
    ],
    [
      'half of the sizes',
      { disk: 'blockSize: { custom: { logical: 512 } }' },
      [/without physical/],
    ],
    ['two kinds of device', { disk: 'lun: {}' }, [/disk, lun: KubeVirt wants one/, /lun: passes/]],
    ['a dedicated thread on scsi', { bus: 'scsi', disk: 'dedicatedIOThread: true' }, [/scsi/]],
    [
      'a disk that is only read',
      { volume: claimed.replace('c }', 'c, readOnly: true }'), more: claim('') },
      [/readonly/],
    ],
    ['an encrypted guest', { domain: 'launchSecurity: { sev: {} }' }, [/launchSecurity/]],
    ['tracked blocks', { disk: 'changedBlockTracking: true' }, [/changedBlockTracking/]],
    ['two sources', { volume: 'emptyDisk: {}\n        hostDisk: {}' }, [/2 sources/]],
    ['a field of nobody', { devices: 'x: 1' }, [/x: 1 is nothing that Devices has/]],
    [
      'a claim of another kind',
      { volume: claimed, more: claim('volumeMode: Disk') },
      [/:15 .*the claim c is Disk/, /:20 .*Disk is none.*Filesystem, Block/],
    ],
    [
      'a preference of the cluster',
      { spec: 'preference: { name: fedora }' },
      [/without: \[preference\]/, /nobody says cache: the preference fedora/, /says aio/],
    ],
    [
      'an instance type of the cluster',
      { spec: 'instancetype: { name: u1 }', devices: 'blockMultiQueue: true' },
      [/num-queues: the instance type u1/, /iothread: the instance type u1/],
    ],
  ])('refuses %s', (_, parts, faults) => {
    const found = modeOf(read(machine(parts), 'd'));
    expect(found).toEqual(matching(faults));
  });
});

const instance = `spec: { domain: { devices: { disks: [{ name: d, disk: { bus: virtio } }] } }, volumes: [{ name: d, hostDisk: {} }] }`;
const vmi = `{ apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, metadata: { name: a }, ${instance} }`;
const refer = (name: string, more: string) =>
  `{ apiVersion: kubevirt.io/v1, kind: ${name}, metadata: { name: a }, spec: ${more} }`;
const bomb = 'a b c d e f g'.split(' ').map((each, index) => {
  const inside = index === 0 ? '1' : `*${'abcdefg'[index - 1]}`;
  return `${each}: &${each} [${Array(9).fill(inside).join(', ')}]`;
});

describe('objects of Kubernetes', () => {
  it.each([
    ['an instance', vmi, 'a'],
    ['a set', refer('VirtualMachineInstanceReplicaSet', `{ template: { ${instance} } }`), 'a'],
    [
      'a pool',
      refer(
        'VirtualMachinePool',
        `{ virtualMachineTemplate: { spec: { template: { ${instance} } } } }`,
      ).replace('kubevirt.io/v1', 'pool.kubevirt.io/v1beta1'),
      'a',
    ],
    ['a list', `apiVersion: v1\nkind: List\nitems:\n- ${vmi}`, 'a'],
    [
      'a template of OpenShift',
      `apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- ${vmi.replace('name: a', "name: '$NAME'")}\nparameters: []`,
      '$NAME',
    ],
    [
      'aliases and merges',
      `apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata: { name: a }\nspec:\n  domain:\n    devices:\n      disks:\n      - &d { name: e, disk: { bus: sata } }\n      - { <<: *d, name: d, disk: { bus: virtio } }\n  volumes: [{ name: d, hostDisk: {} }, { name: e, emptyDisk: {} }]`,
      'a',
    ],
  ])('are read in %s', (_, text, name) => {
    const source = { path: 'x.yaml', text };
    expect(modeOf(read(source, 'd'))).toBe(file);
    expect(modeOf(read(source, `${name}/d`))).toBe(file);
  });

  test('disks of several guests are told apart by the name of the guest', () => {
    const text = `${vmi}\n---\n${vmi.replace('name: a', 'name: b')}\n---\n`;
    const source = { path: 'x.yaml', text };
    expect(modeOf(read(source, 'b/d'))).toBe(file);
    expect(modeOf(read(source, 'd'))).toEqual([expect.stringMatching(/no disk "d".*a\/d, b\/d/)]);
  });

  it.each([
    [
      'no guest',
      'apiVersion: kubevirt.io/v1\nkind: Virtualmachine',
      /did you mean VirtualMachine\?/,
    ],
    ['a key twice', `${vmi}\n---\na: 1\na: 2`, /:4: not valid YAML: the key appears twice/],
    ['a tag', `${vmi}\n---\na: !x 1`, /tag/],
    ['an alias of nothing', `${vmi}\n---\na: *b`, /Unresolved alias/],
    ['a map for a name', `${vmi}\n---\na: {{ b }}`, /:3: no YAML: a template/],
    ['a Helm template', `{{- if .Values.a }}\n${vmi}\n{{- end }}`, /Helm template/],
    ['more aliases than can be', `${vmi}\n---\n${bomb.join('\n')}`, /Excessive alias count/],
    ['more keys than are read', `${vmi}\n---\n${'- a\n'.repeat(13_000)}`, /more than 12000/],
    [
      'a list of itself',
      `${vmi.replace('VirtualMachineInstance', 'List')}\n---\n&a { kind: List, items: [*a] }`,
      /no guest/,
    ],
    ['deep lists', `${vmi}\n---\n${'- '.repeat(9000)}`, /nested|deep/],
  ])('are refused with %s', (_, text, fault) => {
    expect(modeOf(read({ path: 'x.yaml', text }, 'd'))).toContainEqual(
      expect.stringMatching(fault),
    );
  });

  test('placeholders in data of cloud-init make no template of a file that is wrong elsewhere', () => {
    const text = `${vmi}\n---\na: 1\na: 2\n#\n#\nb: "{{ ds.meta_data }}"`;
    expect(modeOf(read({ path: 'x.yaml', text }, 'd'))).toEqual([expect.stringMatching(/twice/)]);
  });
});

test('a fault of YAML quotes no more than a line of the file', () => {
  const text = `apiVersion: kubevirt.io/v1\n}"${'a '.repeat(500)}"\n`;
  const faults = modeOf(read({ path: 'x.yaml', text }, 'd'));
  expect(faults).toContainEqual(
    expect.stringMatching(/^x\.yaml:2: .*Unexpected double-quoted-scalar/),
  );
  expect(Math.max(...[faults].flat().map(({ length }) => length))).toBeLessThan(300);
});

describe('instance types and preferences', () => {
  const beside = `---
apiVersion: instancetype.kubevirt.io/v1beta1
kind: VirtualMachineClusterInstancetype
metadata: { name: u }
spec: { cpu: { guest: 4 }, memory: { guest: 1Gi }, ioThreadsPolicy: auto }
---
apiVersion: instancetype.kubevirt.io/v1beta1
kind: VirtualMachinePreference
metadata: { name: p }
spec:
  devices:
    preferredDiskBus: virtio
    preferredDiskCache: writethrough
    preferredDiskIO: threads
    preferredDiskBlockSize: { custom: { logical: 4096, physical: 4096 } }
    preferredDiskDedicatedIoThread: true
    preferredBlockMultiQueue: true
`;
  const spec = 'instancetype: { name: u }\npreference: { name: p, kind: VirtualMachinePreference }';
  const bare = (more: string): SourceText => {
    const { path, text } = machine({ spec, more });
    return { path, text: text.replace('bus: virtio', '').replace(/.*cpu: \{ cores.*\n/, '') };
  };

  test('of the file say what the guest leaves out', () => {
    expect(modeOf(read(bare(beside), 'd'))).toBe(
      'format=raw,cache=writethrough,aio=threads,bus=virtio-blk,iothread=on,num-queues=4,' +
        'discard=unmap,logical_block_size=4096,physical_block_size=4096',
    );
  });

  test('of the cluster leave fields open', () => {
    const fields = { bus: 'virtio-blk', cache: 'none', aio: 'native', iothread: 'off' };
    const without = ['preference'];
    const found = read(bare(''), 'd', { fields, without });
    expect(modeOf(found)).toBe(file.replace('threads', 'native'));
    expect(modeOf(read(bare(''), 'd', { without }))).toEqual(
      ['bus', 'cache', 'aio', 'iothread'].map(name => expect.stringContaining(`says ${name}`)),
    );
  });

  test.each([
    ['a word that KubeVirt does not take', 'preferredDiskIO: io_uring', /preferredDiskIO/],
    ['a name that is misspelt', 'preferredDiskI0: threads', /did you mean preferredDiskIO\?/],
  ])('are refused with %s', (_, written, fault) => {
    const text = beside.replace('preferredDiskIO: threads', written);
    expect(modeOf(read(bare(text), 'd'))).toContainEqual(expect.stringMatching(fault));
  });
});

test('the default bus is virtio where the architecture has no sata', () => {
  const { path, text } = machine({ bus: '""' });
  const source = {
    path,
    text: text.replace('      domain:', '      architecture: arm64\n      domain:'),
  };
  const found = read(source, 'd');
  expect(modeOf(found)).toBe(file);
  expect(found).toMatchObject({ value: { origins: { bus: { default: expect.any(String) } } } });
});

describe('what is told', () => {
  const toldOf = (source: SourceText, aid = {}): string[] => {
    const found = read(source, 'd', { volumeMode: 'filesystem', ...aid });
    return found.ok ? found.value.told.map(({ says }) => says) : ['refused'];
  };

  test('a cache that nobody says, with both classes of durability', () => {
    expect(toldOf(machine())).toEqual([
      expect.stringMatching(/none \(class 1\).*writethrough \(class 2\)/),
      expect.stringMatching(/native once the file is fully allocated/),
    ]);
  });

  test('a claim that is not in the file, and a version that nobody knows', () => {
    const said = { volume: claimed, disk: 'cache: none\nio: threads' };
    expect(toldOf(machine(said), { as: 'kubevirt-1.12' })).toEqual([
      expect.stringMatching(/1\.12 is newer than kubevirt-1\.9/),
      expect.stringMatching(/not in the file: discard/),
    ]);
  });

  test('a thread that disks share, counted as KubeVirt counts', () => {
    const withDisks = (more: string, domain: string): SourceText => {
      const { path, text } = machine({ disk: 'cache: none\nio: threads', domain });
      const disks = `disks:
          - { name: e, disk: { bus: virtio }, ${more} }
          - { name: f, disk: { bus: virtio } }`;
      const volumes = '      - { name: e, emptyDisk: {} }\n      - { name: f, emptyDisk: {} }\n';
      return { path, text: `${text.replace('disks:', disks)}${volumes}` };
    };
    const shared = withDisks('cache: none', 'ioThreadsPolicy: shared');
    expect(toldOf(shared)).toEqual([expect.stringMatching(/also used by e, f;/)]);
    const own = withDisks('dedicatedIOThread: true', 'ioThreadsPolicy: auto');
    expect(toldOf(own)).toEqual([expect.stringMatching(/also used by f;/)]);
    const asked = 'ioThreadsPolicy: auto\nresources: { requests: { cpu: 1500m } }';
    expect(toldOf(withDisks('cache: none', asked))).toEqual([]);
  });

  test('versions that are none are refused, and newer ones take what came with them', () => {
    for (const as of ['kubevirt', 'kubevirt-0.59', 'proxmox-9', 'kubevirt-1.9.1'])
      expect(modeOf(read(machine(), 'd', { as }))).toEqual([expect.stringMatching(/no version/)]);
    const newer = read(machine({ disk: 'cache: directsync' }), 'd', { as: 'kubevirt-1.10' });
    expect(modeOf(newer)).toBe(file.replace('none', 'directsync'));
  });
});

test('every disk is listed, and what is none is skipped', () => {
  const listed = listDisks({ source: definition('60-kubevirt-tuned.yaml') });
  expect(listed.ok && listed.value.what).toBe('KubeVirt VirtualMachine "vm-tuned"');
  expect(listed.ok && listed.value.disks.map(({ names, skipped }) => [names, skipped])).toEqual([
    [['rootdisk', 'vm-tuned/rootdisk'], undefined],
    [['cloudinitdisk', 'vm-tuned/cloudinitdisk'], 'no disk: cloudInitNoCloud'],
  ]);
});

test('a hook sidecar may change the domain, unless the config takes that', () => {
  const note = "annotations: { hooks.kubevirt.io/hookSidecars: '[]' }";
  const { path, text } = machine();
  const source = { path, text: text.replace('template:', `template:\n    metadata: { ${note} }`) };
  expect(modeOf(read(source, 'd'))).toEqual([expect.stringMatching(/:6 .*without: \[hookSid/)]);
  expect(modeOf(read(source, 'd', { without: ['hookSidecars'] }))).toBe(file);
});
