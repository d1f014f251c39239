import { describe, expect, it, test } from 'vitest';
import { listDisks } from '../../src/source/read.ts';
import { definition, modeOf, read } from './cases.ts';

const script = (text: string, path = 'run.sh') => ({ path, text });
const start = (args: string) => script(`qemu-system-x86_64 -smp 2 ${args}\n`);
const drive = 'file=/a.img,format=raw,if=none,id=a';
const plain = 'format=raw,cache=writeback,aio=threads,bus=virtio-blk,iothread=off';
const blk = '-device virtio-blk-pci,drive=a';

const threads = '-object iothread,id=t -object iothread,id=u';

describe('the arguments of a start of QEMU', () => {
  it.each([
    [
      '20-qemu-native-flag.sh',
      undefined,
      'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=off',
    ],
    [
      '23-qemu-blockdev-many.sh',
      'stg0',
      'format=qcow2,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=1',
    ],
    [
      '23-qemu-blockdev-many.sh',
      'stg1',
      'format=qcow2,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=8',
    ],
    [
      '23-qemu-blockdev-many.sh',
      'stg2',
      'format=qcow2,cache=none,aio=threads,bus=virtio-blk,iothread=off',
    ],
    [
      '24-qemu-blockdev-nested.sh',
      'os1',
      'format=qcow2,cache=unsafe,aio=threads,bus=virtio-scsi,iothread=on',
    ],
    ['27-qemu-hda-vvfat.sh', 'nvm', 'format=raw,cache=writeback,aio=threads,bus=nvme,iothread=off'],
    ['30-qemu.service', 'd0', 'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=off'],
    [
      '31-qemu-commas.sh',
      '#1',
      'format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off,discard=unmap',
    ],
    [
      '31-qemu-commas.sh',
      'd1',
      'format=qcow2,cache=writethrough,aio=threads,bus=virtio-blk,iothread=off',
    ],
    [
      '33-qemu-array.sh',
      'SystemDisk',
      'format=qcow2,cache=writeback,aio=threads,bus=virtio-blk,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    [
      '34-qemu-env.sh',
      'data3',
      'format=raw,cache=none,aio=native,bus=virtio-scsi,iothread=on,discard=unmap,detect-zeroes=on',
    ],
    [
      '35-qemu-bool-words.sh',
      'scratch',
      'format=raw,cache.direct=on,cache.no-flush=on,write-cache=on,aio=io_uring,bus=virtio-blk,iothread=off,discard=unmap',
    ],
    [
      '38-qemu-argv.json',
      undefined,
      'format=qcow2,cache=none,aio=io_uring,bus=virtio-blk,iothread=on,discard=unmap',
    ],
  ])('%s has the disk %s as %s', (path, target, mode) => {
    expect(modeOf(read(definition(path), target, { vars: { STATUS_QUO: '' } }))).toBe(mode);
  });

  it.each([
    ['21-qemu-scsi-vars.sh', 'systemHDD', [/:5: .*QEMU_OPTS.*function/]],
    ['24-qemu-blockdev-nested.sh', 'data_disk0', [/:10 .*no-flush=on.*format node \(off\)/]],
    ['24-qemu-blockdev-nested.sh', 'stg0', [/:15 .*SCSI passthrough/]],
    ['24-qemu-blockdev-nested.sh', 'cd1', [/:3 .*CD-ROM/]],
    ['26-qemu-no-format.sh', 'nvm', [/:3 .*format.*look into the file/]],
    ['27-qemu-hda-vvfat.sh', '#1', [/:5 .*bus ide/, /:5 .*vvfat/]],
    ['27-qemu-hda-vvfat.sh', '#3', [/:8 .*-hda .*bus ide/, /:8 .*format/]],
    ['28-qemu-lvm-old.sh', '#1', [/:4 .*boot=on/, /:4 .*block device/, /:4 .*format/]],
    ['33-qemu-array.sh', 'SystemDisk', [/:8 .*STATUS_QUO.*whole argument.*vars:/]],
    ['37-qemu-global-set.sh', 'd0', [/:2 .*-readconfig/]],
  ])('%s refuses the disk %s, all faults at once', (path, target, faults) => {
    const found = modeOf(read(definition(path), target));
    expect(found).toEqual(faults.map(fault => expect.stringMatching(fault)));
  });

  it.each([
    ['23-qemu-blockdev-many.sh', 'stg0', [/iothread0 is also used by stg1/]],
    ['23-qemu-blockdev-many.sh', 'stg1', [/8 queues/, /also used by stg0/]],
    ['31-qemu-commas.sh', '#1', [/CPU/, /command of its own/]],
    ['33-qemu-array.sh', 'SystemDisk', [/condition/, /CPU/, /disk_format has its default/]],
    ['34-qemu-env.sh', 'data3', [/rotation_rate=1/, /CPU/, /DISK_CACHE/, /DISK_IO/, /DISCARD/]],
  ])('%s tells of the disk %s how the gate differs', (path, target, says) => {
    const reading = read(definition(path), target, { vars: { STATUS_QUO: '' } });
    const told = reading.ok ? reading.value.told.map(field => field.says) : [];
    expect(told.toSorted()).toEqual(
      expect.arrayContaining(says.map(each => expect.stringMatching(each))),
    );
    expect(told).toHaveLength(says.length);
  });

  it.each<[string, string, string]>([
    ['a file', `-drive ${drive} ${blk}`, plain],
    ['a device before its drive', `${blk} -drive ${drive}`, plain],
    ['options with two dashes', `--drive ${drive} -device virtio-blk,drive=a`, plain],
    [
      'the last of two',
      `-drive ${drive},cache=none,cache=unsafe ${blk}`,
      plain.replace('writeback', 'unsafe'),
    ],
    ['cache=off', `-drive ${drive},cache=off ${blk}`, plain.replace('writeback', 'none')],
    ['flags before cache=', `-drive ${drive},cache.direct=off,cache=none ${blk}`, plain],
    [
      'the write cache of the device',
      `-drive ${drive},cache=none ${blk},write-cache=off`,
      plain.replace('writeback', 'directsync'),
    ],
    [
      'write-cache=auto',
      `-drive ${drive},cache=writethrough ${blk},write-cache=auto`,
      plain.replace('writeback', 'writethrough'),
    ],
    [
      '-global',
      `-global virtio-blk-pci.num-queues=3 -drive ${drive} ${blk}`,
      `${plain},num-queues=3`,
    ],
    [
      '-global in three options',
      `-drive ${drive} ${blk} -global driver=virtio-blk-device,property=num-queues,value=3`,
      `${plain},num-queues=3`,
    ],
    [
      'the device before -global',
      `-global virtio-blk-pci.num-queues=3 -drive ${drive} ${blk},num-queues=1`,
      `${plain},num-queues=1`,
    ],
    [
      '-global of another driver',
      `-global ide-hd.write-cache=off -global ICH9-LPC.disable_s3=$S -drive ${drive} ${blk}`,
      plain,
    ],
    [
      '-set on the drive',
      `-drive ${drive},cache=none ${blk} -set drive.a.aio=native`,
      plain.replace('writeback,aio=threads', 'none,aio=native'),
    ],
    ['a machine of 5.2', `-M pc-q35-5.2 -drive ${drive} ${blk}`, plain],
    [
      'a machine of 5.1',
      `-machine q35 -machine type=pc-q35-5.1 -drive ${drive} ${blk}`,
      `${plain},num-queues=1`,
    ],
    [
      'a controller by its bus',
      `-drive ${drive} -device virtio-scsi-pci,id=s -device virtio-scsi-pci,id=t,num_queues=2 -device scsi-hd,bus=t.0,drive=a`,
      plain.replace('blk', 'scsi').concat(',num-queues=2'),
    ],
    [
      'a controller without an id',
      `-drive ${drive} -device virtio-scsi-pci -device scsi-hd,bus=scsi.0,drive=a`,
      plain.replace('blk', 'scsi'),
    ],
    [
      'JSON',
      `-blockdev '{"driver":"raw","node-name":"n","file":{"driver":"file","filename":"/a"}}' -device '{"driver":"nvme","drive":"n","serial":"s"}'`,
      plain.replace('virtio-blk', 'nvme'),
    ],
    [
      'a file without a raw node',
      '-blockdev driver=file,filename=/a,node-name=n,cache.direct=on -device virtio-blk-pci,drive=n',
      `${plain.replace('writeback', 'none')},raw-node=off`,
    ],
    [
      'discard of both nodes by name',
      '-blockdev driver=file,filename=/a,node-name=f,discard=unmap -blockdev raw,file=f,node-name=n,discard=unmap -device virtio-blk-pci,drive=n',
      `${plain},discard=unmap`,
    ],
    [
      'a throttle node that limits nothing',
      '-object throttle-group,id=g -blockdev driver=throttle,throttle-group=g,node-name=n,file.driver=raw,file.file.driver=file,file.file.filename=/a -device virtio-blk-pci,drive=n',
      `${plain},throttle-node=on`,
    ],
    [
      'a throttle node without flags above nodes that have them, as Proxmox VE 9 writes it',
      `-object '{"id":"g","limits":{},"qom-type":"throttle-group"}' -blockdev '{"driver":"throttle","file":{"cache":{"direct":true,"no-flush":false},"detect-zeroes":"on","driver":"qcow2","file":{"aio":"io_uring","cache":{"direct":true,"no-flush":false},"driver":"file","filename":"/a","node-name":"e"},"node-name":"f"},"node-name":"n","throttle-group":"g"}' -device virtio-blk-pci,drive=n,id=a,write-cache=on`,
      'format=qcow2,cache=none,aio=io_uring,bus=virtio-blk,iothread=off,detect-zeroes=on,throttle-node=on',
    ],
    [
      'zeroes that every node looks for',
      '-object throttle-group,id=g -blockdev driver=throttle,throttle-group=g,node-name=n,detect-zeroes=on,file.driver=raw,file.detect-zeroes=on,file.file.driver=file,file.file.filename=/a,file.file.detect-zeroes=on -device virtio-blk-pci,drive=n',
      `${plain},detect-zeroes=on,throttle-node=on`,
    ],
    [
      'a throttle node right above the file',
      '-object throttle-group,id=g -blockdev driver=throttle,throttle-group=g,node-name=n,file.driver=file,file.filename=/a -device virtio-blk-pci,drive=n',
      `${plain},throttle-node=on,raw-node=off`,
    ],
    [
      'the size of queues and of a cache',
      '-blockdev driver=qcow2,node-name=n,l2-cache-size=1M,file.driver=file,file.filename=/a -device virtio-blk-pci,drive=n,queue-size=64',
      `${plain.replace('raw', 'qcow2')},queue-size=64,l2-cache-size=1048576`,
    ],
    [
      'the size of a controller of a machine of 4.2',
      `-M pc-q35-4.2 -drive ${drive} -device virtio-scsi-pci,num_queues=2 -device scsi-hd,drive=a`,
      `${plain.replace('blk', 'scsi')},num-queues=2,queue-size=128`,
    ],
    [
      'queues that are spread over threads',
      `${threads} -drive ${drive} -device '{"driver":"virtio-blk-pci","drive":"a","num-queues":4,"iothread-vq-mapping":[{"iothread":"u"},{"iothread":"t"}]}'`,
      `${plain},num-queues=4,iothread-vq-mapping=2`,
    ],
    [
      'queues that are dealt to threads in turn',
      `${threads} -drive ${drive} -device '{"driver":"virtio-blk-pci","drive":"a","num-queues":3,"iothread-vq-mapping":[{"vqs":[0,2],"iothread":"t"},{"iothread":"u","vqs":[1]}]}'`,
      `${plain},num-queues=3,iothread-vq-mapping=2`,
    ],
    [
      'what is said at its default',
      `-drive ${drive},copy-on-read=off,snapshot=no,iops=0 ${blk},packed=false,event_idx=on,scsi=off`,
      plain,
    ],
    [
      'variables where they are neutral',
      `-m $RAM -drive "${drive},werror=$W" ${blk},serial=$S`,
      plain,
    ],
    [
      'a block of 4k',
      `-drive ${drive} ${blk},logical_block_size=4096,physical_block_size=4k`,
      `${plain},logical_block_size=4096,physical_block_size=4096`,
    ],
  ])('%s', (_, args, mode) => {
    expect(modeOf(read(start(args), /\bdrive=n|"drive":"n"/.test(args) ? 'n' : 'a'))).toBe(mode);
    const json = args.includes("'") ? undefined : `-smp 2 ${args}`.split(/ +/);
    if (json === undefined || args.includes('$')) return;
    const array = script(JSON.stringify(['qemu-system-x86_64', ...json]), 'argv.json');
    expect(modeOf(read(array, '#1'))).toBe(mode.replaceAll('"', ''));
  });

  it.each<[string, string, RegExp]>([
    [
      'a variable that decides',
      `-drive ${drive},cache=$CACHE ${blk}`,
      /run.sh:1 .*CACHE.*vars: \{ CACHE/,
    ],
    [
      'a variable of options',
      `-drive ${drive},$OPTS ${blk}`,
      /"\$\{OPTS\}" of -drive holds options/,
    ],
    ['a word that QEMU has not', `-drive ${drive},cache=nome ${blk}`, /cache=nome.*none/],
    ['an option that QEMU has not', `-drive ${drive},cach=none ${blk}`, /did you mean cache\?/],
    [
      'an option of the device',
      `-drive ${drive} ${blk},packed=on`,
      /packed=on.*without: \[packed\]/,
    ],
    ['throttling', `-drive ${drive},throttling.iops-total=9 ${blk}`, /without: \[throttle\]/],
    ['limits by their old names', `-drive ${drive},bps=9 ${blk}`, /without: \[throttle\]/],
    ['a snapshot', `-drive ${drive},snapshot=on ${blk}`, /thrown away/],
    ['a snapshot of all', `-snapshot -drive ${drive} ${blk}`, /thrown away/],
    [
      'a disk that is read alone',
      `-drive ${drive},readonly=on ${blk}`,
      /keeps the guest from writing/,
    ],
    ['nbd', '-drive file=nbd:localhost:1,format=raw,id=a,if=virtio', /on a network/],
    ['json:', `-drive 'file=json:{},format=raw,id=a,if=virtio'`, /block node in JSON/],
    [
      'a driver on a network',
      '-drive file.driver=rbd,file.pool=p,format=raw,id=a,if=virtio',
      /on a network/,
    ],
    ['a block device', '-drive file=/dev/sdb,format=raw,id=a,if=virtio', /stand-in: file/],
    ['another format', '-drive file=/a,format=vmdk,id=a,if=virtio', /no format that the gate has/],
    ['format and driver', `-drive ${drive},driver=raw ${blk}`, /which QEMU refuses/],
    ['zeroes without discard', `-drive ${drive},detect-zeroes=unmap ${blk}`, /refused by QEMU/],
    ['a drive of SATA', `-drive ${drive} -device ide-hd,drive=a`, /ide or sata/],
    ['virtio without PCI', `-drive ${drive} -device virtio-blk-device,drive=a`, /without PCI/],
    [
      'an LSI controller',
      `-drive ${drive} -device lsi,id=l -device scsi-hd,bus=l.0,drive=a`,
      /lsi is another controller/,
    ],
    ['no controller', `-drive ${drive} -device scsi-hd,drive=a`, /no SCSI controller/],
    [
      'two controllers',
      `-drive ${drive} -device virtio-scsi-pci,id=s -device virtio-scsi-pci,id=t -device scsi-hd,drive=a`,
      /on which of the SCSI controllers/,
    ],
    ['no thread', `-drive ${drive} ${blk},iothread=t`, /no iothread/],
    [
      'a thread that polls',
      `-object iothread,id=t,poll-max-ns=0 -drive ${drive} ${blk},iothread=t`,
      /poll-max-ns=0/,
    ],
    [
      '-global of a refused option',
      `-global virtio-blk-pci.packed=on -drive ${drive} ${blk}`,
      /-global packed=on/,
    ],
    ['-global that nobody knows', `-global $G -drive ${drive} ${blk}`, /-global/],
    ['-set before the drive', `-set drive.a.aio=native -drive ${drive} ${blk}`, /-set/],
    ['two words in one', `"-snapshot -S" -drive ${drive} ${blk}`, /no option of QEMU/],
    ['a file of arguments', `@more -drive ${drive} ${blk}`, /file of arguments/],
    ['all arguments of the script', `-drive ${drive} ${blk} "$@"`, /whole argument/],
    [
      'queues of vhost-user',
      '-chardev socket,id=c -device vhost-user-blk-pci,chardev=c,id=a',
      /no I\/O/,
    ],
    [
      'discard of the format alone',
      '-blockdev driver=file,filename=/a,node-name=f -blockdev raw,file=f,node-name=n,discard=unmap -device virtio-blk-pci,drive=n,id=a',
      /ignores discards/,
    ],
    [
      'a layer below',
      `-blockdev '{"driver":"qcow2","node-name":"n","backing":"b","file":{"driver":"file","filename":"/a"}}' -device virtio-blk-pci,drive=n,id=a`,
      /without: \[backing\]/,
    ],
    [
      'a member twice',
      `-blockdev '{"driver":"raw","driver":"qcow2","node-name":"n"}' -device virtio-blk-pci,drive=n,id=a`,
      /twice/,
    ],
    ['a node that is not there', '-device virtio-blk-pci,drive=n,id=a', /not there/],
    [
      'a node in itself',
      '-blockdev raw,file=n,node-name=n -device virtio-blk-pci,drive=n,id=a',
      /nests too deeply/,
    ],
    ...(
      [
        ['two threads in another order', '[{"iothread":"t","vqs":[1]}]', /in turn/],
        ['a mapping that is empty', '[{"vqs":[1]}]', /in turn/],
        ['a mapping of other parts', '[{"iothread":"t","cpu":1}]', /in turn/],
        ['a thread that is not there', '[{"iothread":"x"}]', /no iothread/],
        ['more threads than queues', '[{"iothread":"t"},{"iothread":"u"}]', /queue for each/],
      ] as const
    ).map(([name, mapped, fault]): [string, string, RegExp] => [
      name,
      `${threads} -device '{"driver":"virtio-blk-pci","id":"a","drive":"n","num-queues":1,"iothread-vq-mapping":${mapped}}' -blockdev driver=file,filename=/a,node-name=n`,
      fault,
    ]),
    [
      'a throttle node below the format',
      `-object throttle-group,id=g -blockdev raw,node-name=n,file.driver=throttle,file.throttle-group=g,file.file.driver=file,file.file.filename=/a -device virtio-blk-pci,drive=n,id=a`,
      /throttle-group=g/,
    ],
    [
      'a throttle node that drops flushes',
      `-object throttle-group,id=g -blockdev driver=throttle,throttle-group=g,node-name=n,cache.no-flush=on,file.driver=raw,file.cache.no-flush=off,file.file.driver=file,file.file.filename=/a -device virtio-blk-pci,drive=n,id=a`,
      /cache flags differ/,
    ],
    ['a machine that nobody knows', `-M "$M" -drive ${drive} ${blk}`, /machine/],
  ])('%s is refused', (_, args, fault) => {
    const found = modeOf(read(start(args), 'a'));
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  test('what is refused and accepted is not measured, and known by its value', () => {
    const source = start(`-drive ${drive},iops=5 ${blk}`);
    const reading = read(source, 'a', { without: ['throttle'] });
    expect(modeOf(reading)).toBe(plain);
    expect(reading).toMatchObject({
      value: { unmeasured: [{ field: 'throttle', value: 'iops=5', line: 1 }] },
    });
  });

  it.each([
    ['an overlay', `-drive ${drive},snapshot=on,cache=none ${blk}`, 0],
    [
      'a file node that drops flushes',
      '-blockdev driver=file,filename=/a,node-name=f,cache.no-flush=on -blockdev raw,file=f,node-name=n -device virtio-blk-pci,drive=n',
      0,
    ],
    ['a network', '-drive file=rbd:p/i,format=raw,if=virtio', 'unknown'],
    ['a file', `-drive ${drive} ${blk}`, undefined],
  ])('%s has its durability class', (_, args, durability) => {
    const list = listDisks({ source: start(args) });
    expect(list.ok ? list.value.disks.map(disk => disk.durability) : list).toEqual([durability]);
  });

  test('a drive that no device has is listed as none to measure', () => {
    const list = listDisks({ source: start(`-drive ${drive} -pflash /code.fd`) });
    expect(list).toMatchObject({
      value: {
        disks: [{ skipped: 'attached to no device' }, { skipped: 'flash of the firmware' }],
      },
    });
  });
});
