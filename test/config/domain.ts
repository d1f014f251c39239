/** What differs between domains of tests; each attribute as it is spelled. */
interface Domain {
  readonly cache?: string;
  readonly serial?: string;
  /** Limits requests per second, in line 9. */
  readonly iops?: number;
  readonly second?: string;
}

/** A libvirt domain whose disk `vda` has its driver in line 5 and its target in line 7. */
export function domain({ cache = 'none', serial = 'one', iops, second = '' }: Domain = {}): string {
  return `<domain type='kvm'>
  <name>prod</name><vcpu>2</vcpu><os><type machine='pc-q35-8.0'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' cache='${cache}' io='threads'/>
      <source file='/etc/shadow'/>
      <target dev='vda' bus='virtio'/>
      <serial>${serial}</serial>
      ${iops === undefined ? '' : `<iotune><total_iops_sec>${iops}</total_iops_sec></iotune>`}
    </disk>${second}
  </devices>
</domain>
`;
}

/** Another disk for it. */
export function diskOf(target: string, cache = 'none'): string {
  return `
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw' cache='${cache}'/>
      <source file='/var/lib/other.img'/>
      <target dev='${target}' bus='virtio'/>
    </disk>`;
}
