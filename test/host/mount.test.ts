import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { mountOf, selectMount } from '../../src/host/drive.ts';

// In the form of proc_pid_mountinfo(5): optional fields before the hyphen, octal escapes in paths.
const mountinfo = `22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 0:25 / /tmp rw,nosuid - tmpfs tmpfs rw
31 22 8:17 / /mnt/a\\040b rw master:1 propagate_from:2 - xfs /dev/sdb1 rw
32 22 0:40 /@home /home rw - btrfs /dev/mapper/vg-home rw,subvol=/@home
33 32 0:41 / /home rw - overlay overlay rw,lowerdir=/a
`;

describe('selectMount', () => {
  test.each([
    ['/', 'ext4'],
    ['/var/lib', 'ext4'],
    ['/tmp', 'tmpfs'],
    ['/tmp/x', 'tmpfs'],
    ['/tmpx', 'ext4'],
    ['/mnt/a b/c', 'xfs'],
    ['/mnt/a', 'ext4'],
  ])('finds what holds %s', (path, filesystem) => {
    expect(selectMount(mountinfo, path).filesystem).toBe(filesystem);
  });

  test('prefers the last of several at one place, which covers the others', () => {
    expect(selectMount(mountinfo, '/home/me').filesystem).toBe('overlay');
  });

  test('gives source and device whatever number of optional fields there is', () => {
    expect(selectMount(mountinfo, '/mnt/a b')).toMatchObject({
      target: '/mnt/a b',
      filesystem: 'xfs',
      source: '/dev/sdb1',
      device: '8:17',
    });
  });

  test('says so where nothing holds the path', () => {
    expect(() => selectMount('', '/x')).toThrow('no mount holds /x');
  });
});

test('mountOf finds the mount of this very process', async () => {
  const mount = await mountOf('/proc/self');
  expect(mount.filesystem).toBe('proc');
  expect(await readFile('/proc/self/mountinfo', 'utf8')).toContain(mount.device);
});
