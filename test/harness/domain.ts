/** What one edit of a pull request can change in a libvirt domain. */
export interface Edit {
  readonly cache?: string;
  /** More attributes of the driver, and elements of the disk. */
  readonly driver?: string;
  readonly inside?: string;
  readonly serial?: string;
  readonly iops?: number;
  /** Lines above the disk, which move its own. */
  readonly above?: string;
  readonly target?: string;
  /** Storage on a network, which can't be measured. */
  readonly isRbd?: boolean;
}

/** A domain with one disk; its `<driver>` is line 7. */
export function domainText(edit: Edit = {}): string {
  const { cache = 'none', driver = '', inside = '', serial = 'a1', iops, above = '' } = edit;
  const { target = 'vda', isRbd = false } = edit;
  const source = isRbd
    ? "<source protocol='rbd' name='pool/prod'/>"
    : "<source file='/srv/a.raw'/>";
  const limit =
    iops === undefined ? '' : `<iotune><total_iops_sec>${iops}</total_iops_sec></iotune>`;
  return `<domain type='kvm'>
  <name>prod</name>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc-q35-8.2'>hvm</type></os>
  <devices>${above}
    <disk type='${isRbd ? 'network' : 'file'}' device='disk'>
      <driver name='qemu' type='raw' cache='${cache}'${driver}/>
      ${source}
      <target dev='${target}' bus='virtio'/>
      <serial>${serial}</serial>
      ${limit}${inside}
    </disk>
  </devices>
</domain>
`;
}
