/**
 * Fields by type. `?`, `#` and `$` say a truth value, a number and a word, with the words that are
 * taken; `=` the field of the mode that it sets, or why it is refused; `>` the type of what stands
 * in it. The rest decides nothing, as what a type has that begins with `…` and leaves it out.
 */
const spelled: Readonly<Record<string, string>> = {
  VirtualMachineSpec:
    'dataVolumeTemplates=format instancetype=num-queues preference=bus runStrategy running ' +
    'template>VirtualMachineInstanceTemplateSpec updateVolumesStrategy liveUpdateFeatures',
  VirtualMachineInstanceTemplateSpec: '… spec>VirtualMachineInstanceSpec',
  VirtualMachineInstanceSpec: '… domain>DomainSpec volumes=format architecture$=bus',
  DomainSpec:
    'chassis clock cpu>CPU devices>Devices features firmware ioThreads>DiskIOThreads ' +
    'ioThreadsPolicy$shared,auto,supplementalPool=iothread launchSecurity=iommu ' +
    'machine>Machine memory rebootPolicy resources',
  Machine: 'type$=num-queues',
  CPU:
    'cores#=num-queues sockets#=num-queues threads#=num-queues dedicatedCpuPlacement features ' +
    'isolateEmulatorThread maxSockets model numa realtime',
  DiskIOThreads: 'supplementalPoolThreadCount#=iothread',
  Devices:
    'autoattachGraphicsDevice autoattachInputDevice autoattachMemBalloon autoattachPodInterface ' +
    'autoattachSerialConsole autoattachVSOCK blockMultiQueue?=num-queues clientPassthrough ' +
    'disableHotplug disks=bus downwardMetrics filesystems gpus hostDevices inputs interfaces ' +
    'logSerialConsole networkInterfaceMultiqueue panicDevices rng sound tpm ' +
    'useVirtioTransitional?=model video watchdog',
  Disk:
    'blockSize>BlockSize bootOrder cache$none,writethrough,writeback,directsync=cache ' +
    'cdrom>CDRomTarget changedBlockTracking?=dataStore dedicatedIOThread?=iothread ' +
    'disk>DiskTarget errorPolicy floppy io$native,threads=aio lun>LunTarget name serial ' +
    'shareable?=cache tag',
  DiskTarget: 'bus$=bus pciAddress readonly?=readonly',
  // All that is in it is refused with it.
  LunTarget: '… bus readonly',
  CDRomTarget: 'bus readonly tray',
  BlockSize: 'custom>CustomBlockSize matchVolume>FeatureState',
  CustomBlockSize:
    'discardGranularity#=discard_granularity logical#=logical_block_size ' +
    'physical#=physical_block_size',
  FeatureState: 'enabled?=discard_granularity',
  Volume:
    'cloudInitConfigDrive cloudInitNoCloud configMap containerDisk=format containerPath ' +
    'dataVolume>DataVolumeSource downwardAPI downwardMetrics emptyDisk=format ephemeral=format ' +
    'hostDisk>HostDisk memoryDump name persistentVolumeClaim>PersistentVolumeClaimVolumeSource ' +
    'secret serviceAccount sysprep',
  PersistentVolumeClaimVolumeSource: 'claimName hotpluggable readOnly?=readonly',
  DataVolumeSource: 'hotpluggable name',
  HostDisk: 'capacity path shared type',
  DataVolumeSpec: '… pvc>PersistentVolumeClaimSpec storage>StorageSpec preallocation?=discard',
  StorageSpec: '… volumeMode$Filesystem,Block=format resources',
  PersistentVolumeClaimSpec: '… volumeMode$Filesystem,Block=format resources',
  VirtualMachineInstancetypeSpec:
    '… cpu>CPUInstancetype ioThreads>DiskIOThreads launchSecurity=iommu ' +
    'ioThreadsPolicy$shared,auto,supplementalPool=iothread',
  CPUInstancetype: '… guest#=num-queues',
  VirtualMachinePreferenceSpec: '… devices>DevicePreferences',
  DevicePreferences:
    '… preferredDiskBus$=bus preferredDiskIO$native,threads=aio ' +
    'preferredDiskCache$none,writethrough,writeback,directsync=cache ' +
    'preferredDiskBlockSize>BlockSize preferredDiskDedicatedIoThread?=iothread ' +
    'preferredBlockMultiQueue?=num-queues preferredUseVirtioTransitional?=model',
};

/** A field of a type of KubeVirt. */
interface ClassifiedField {
  /** What it sets or why it is refused; undefined where it decides nothing. */
  readonly to: string | undefined;
  /** The type whose fields stand in it. */
  readonly inside: string | undefined;
  /** What its value has to be: a type of JSON, and one of these words. */
  readonly type: string | undefined;
  readonly words: readonly string[] | undefined;
}

const types: Readonly<Record<string, string>> = { '?': 'boolean', '#': 'number', $: 'string' };
const field = /^(.\w*)(?:([?#$])([\w,]*))?(?:=(.*)|>(.*))?$/;

/** Every field by type and name. */
export const classes: ReadonlyMap<string, ReadonlyMap<string, ClassifiedField>> = new Map(
  Object.entries(spelled).map(([place, names]) => [
    place,
    new Map(
      names.split(' ').map(text => {
        const [, name = '', sign, words, to, inside] = field.exec(text) ?? [];
        const type = inside === undefined ? types[sign ?? ''] : 'object';
        return [name, { to, inside, type, words: words ? words.split(',') : undefined }];
      }),
    ),
  ]),
);

/** Where fields that decide something stand, as a message says it. */
export const places: Readonly<Record<string, string>> = {
  Disk: 'beside disk:',
  DiskTarget: 'under disk:',
  DomainSpec: 'under domain:',
  Devices: 'under devices:',
  CPU: 'under cpu:',
  CustomBlockSize: 'under blockSize.custom:',
  StorageSpec: 'under storage: or pvc:',
};

/** What depends on the version of KubeVirt: the first in which it is so, and its source. */
export const versionFacts = {
  oldest: 'kubevirt-1.0',
  newest: 'kubevirt-1.9',
  /** The API takes cache: directsync (pull request 17718, merged after 1.9). */
  directsync: 'kubevirt-1.10',
  /** I/O threads leave io: of a disk on bus scsi as it is (issue 12112). */
  scsiKeepsIo: 'kubevirt-1.4',
  /** They give the SCSI controller no thread and no queues (converter.go of 1.4.1 and 1.5.0). */
  scsiWithoutThread: 'kubevirt-1.5',
} as const;
