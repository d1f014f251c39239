import { describe, expect, it, test } from 'vitest';
import { listDisks } from '../../src/source/read.ts';
import { modeOf, read } from './cases.ts';

const none = 'format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off';
const drive = '-drive file=/a.img,format=raw,if=virtio,id=a,cache=none';
const start = `qemu-system-x86_64 -smp 2 ${drive}`;
const given = { format: { value: 'qemu', where: 'gate.yml format' } };

const modesOf = (text: string, path = 'run.sh', vars: Record<string, string> = {}) =>
  modeOf(read({ path, text }, 'a', { ...given, vars }));

describe('a disk is read from', () => {
  it.each([
    ['a script', 'run.sh', `#!/bin/sh\nset -e\nexec ${start}\n`],
    [
      'a script with DOS line ends',
      'run.sh',
      `#!/bin/sh\r\n${start.replace(' -d', ' \\\r\n -d')}\r\n`,
    ],
    ['a wrapped command', 'run.sh', `sudo -E nice -n 5 ${start}`],
    ['a command in a condition', 'run.sh', `if test -e /dev/kvm; then\n  ${start} &\nfi`],
    ['a command whose name is in a variable', 'run.sh', `Q=qemu-kvm\n"$Q" -smp 2 ${drive}`],
    ['a command whose name nobody says', 'run.sh', `$QEMU -smp 2 ${drive}`],
    ['a variable', 'run.sh', `O="${drive}"\n# a comment\n${start.replace(drive, '$O')}`],
    ['an array', 'run.sh', `a=(-smp 2)\na+=(${drive})\nqemu-kvm "\${a[@]}"`],
    ['an array of texts', 'run.sh', `a=("-smp 2" "${drive}")\nqemu-kvm \${a[@]}`],
    ['an array with a star', 'run.sh', `a=(-smp 2 ${drive})\nqemu-kvm \${a[*]}`],
    ['positional parameters', 'run.sh', `set -- -smp 2 ${drive}\nqemu-kvm "$@"`],
    [
      'a script with tests and arithmetic',
      'run.sh',
      `[[ -e /dev/kvm ]] && echo yes\nn=1\n(( n == 1 ))\ncoproc cat\n${start}`,
    ],
    ['a default', 'run.sh', `C=\${C:-none}\n${start.replace('=none', '=$C')}`],
    [
      'a Makefile',
      'Makefile',
      `CACHE := none\nrun: a.img\n\t@echo go\n\t${start.replace('=none', '=$(CACHE)')}\n`,
    ],
    ['a Makefile by its rules', 'x', `run:\n\t${start.replace(' -d', ' \\\n\t  -d')}\n`],
    ['a Makefile that adds', 'Makefile', `O = -smp 2\nO += ${drive}\nrun:\n\tqemu-kvm $(O)\n`],
    [
      'a justfile',
      'justfile',
      `cache := "none"\nrun:\n    ${start.replace('=none', '={{ cache }}')}\n`,
    ],
    [
      'a unit',
      'vm.service',
      `[Service]\nEnvironment=C=none "D=1 2"\nExecStart=/usr/bin/${start.replace('=none', '=${C}').replace('/a', '%h/a;b')}\n`,
    ],
    [
      'a unit that continues',
      'vm.service',
      `[Service]\nExecStartPre=/bin/true\nExecStart=-/usr/bin/${start.replace(' -d', ' \\\n  -d')}\n`,
    ],
    ['an array in JSON', 'argv.json', JSON.stringify(start.split(' '))],
    ['an array without the program', 'argv.json', JSON.stringify(start.split(' ').slice(1))],
    [
      "Packer's log",
      'log',
      `2026/01/01 packer: Executing /usr/bin/qemu-system-x86_64: []string{${start
        .split(' ')
        .slice(1)
        .map(word => JSON.stringify(word))
        .join(', ')}}\n`,
    ],
    [
      'what set -x prints',
      'log',
      `+ true 'x\n++ date\n+ ${start.replace('file', "'file").replace('none', "none'")}\nhello (`.replace(
        "true 'x",
        'true',
      ),
    ],
    ['a trace with other lines in it', 'log', `+ echo 'it'\\''s\n+++ sudo ${start}\nit's (ready\n`],
    [
      "libvirt's log, where the last start holds",
      'prod.log',
      `2026-01-01 10:00:00.123+0000: starting up libvirt version: 9.0.0, qemu version: 7.2.0
LC_ALL=C \\
PATH=/usr/bin \\
/usr/bin/${start.replace('none', 'unsafe').replaceAll(' -', ' \\\n-')} \\
-msg timestamp=on
char device redirected to /dev/pts/0 (label charserial0)
2026-01-01 10:00:00.124+0000: shutting down, reason=shutdown
2026-01-02 10:00:00.123+0000: starting up libvirt version: 9.0.0, qemu version: 7.2.0
LC_ALL=C \\
/usr/bin/${start.replaceAll(' -', ' \\\n-')} \\
-msg timestamp=on
char device redirected to /dev/pts/0 (label charserial0)
`,
    ],
    [
      'virsh domxml-to-native',
      'vm.args',
      `LC_ALL=C \\\nPATH=/usr/bin \\\nHOME=/ \\\n/usr/bin/${start.replaceAll(' -', ' \\\n-')}\n`,
    ],
    [
      'the command alone that ps prints',
      'ps.txt',
      `/usr/bin/${start} -object {"id":"x","qom-type":"y"} -append a(b\n`,
    ],
    [
      'a line of ps',
      'ps.txt',
      `  PID TTY      STAT   TIME COMMAND\n 4711 ?        Sl     0:01 /usr/bin/${start}\n`,
    ],
    [
      'a line of ps with users',
      'ps.txt',
      `root      4711  0.0  1.2 123 456 ?  Sl  10:00  0:01 /usr/bin/${start} -append a(b\n`,
    ],
  ])('%s', (_, path, text) => {
    expect(modesOf(text, path)).toBe(none);
  });

  test('no variable that arithmetic changes', () => {
    const text = `n=1\n((n += 1))\n${start.replace('2', '$n')}`;
    expect(modesOf(text)).toBe(none);
    const queues = `q=1\n((q++))\nqemu-kvm -device virtio-blk-pci,drive=a,num-queues=$q -smp 2 ${drive.replace('virtio', 'none')}`;
    expect(modesOf(queues)).toEqual([expect.stringMatching(/is made by arithmetic/)]);
  });

  test('arguments of the script itself, where the config says them', () => {
    expect(modesOf(`${start} "$@"`, 'run.sh', { '@': '' })).toBe(none);
    expect(modesOf(`qemu-kvm "$@" ${drive}`, 'run.sh', { '@': '-smp 2' })).toBe(none);
    expect(modesOf(`${start} "$@"`, 'run.sh', { '@': '-snapshot' })).toEqual([
      expect.stringMatching(/-snapshot/),
    ]);
  });

  test('the value that the config says, and no other', () => {
    const text = start.replace('=none', '=$CACHE');
    expect(modesOf(text, 'run.sh', { CACHE: 'none' })).toBe(none);
    process.env['CACHE'] = 'none';
    try {
      expect(modesOf(text)).toEqual([expect.stringMatching(/CACHE/)]);
    } finally {
      delete process.env['CACHE'];
    }
  });

  test('the line in which a value is written', () => {
    const text = `C=none\nO=(\n  -drive\n  file=/a,id=a,if=virtio,format=raw,cache=$C\n)\nqemu-kvm "\${O[@]}"`;
    const reading = read({ path: 'run.sh', text }, 'a', given);
    expect(reading).toMatchObject({
      value: { origins: { cache: { line: 1 }, format: { line: 4 } }, line: 4 },
    });
  });
});

describe('nobody says', () => {
  it.each([
    [
      'what a function makes',
      `f() { C=none; }\nf\n${start.replace('=none', '=$C')}`,
      /:1 .*function/,
    ],
    ['the command of a function', `f() {\n ${start}\n}\nf`, /:2 .*function/],
    ['what a loop makes', `for C in none; do\n${start.replace('=none', '=$C')}\ndone`, /:1 .*loop/],
    [
      'what a condition decides',
      `C=none\nif x; then C=unsafe; fi\n${start.replace('=none', '=$C')}`,
      /:2 .*condition/,
    ],
    [
      'what two conditions decide',
      `if x; then a=(-S); else a=(-s); fi\n${start} "\${a[@]}"`,
      /:1 .*condition/,
    ],
    [
      'what a test decides',
      `C=none\n[ x ] && C=unsafe\n${start.replace('=none', '=$C')}`,
      /:2 .*condition/,
    ],
    [
      'what case decides',
      `case x in a) C=none;; b) C=unsafe;; esac\n${start.replace('=none', '=$C')}`,
      /:1 .*condition/,
    ],
    ['what a command prints', start.replace('=none', '=$(cat cache)'), /:1 .*when the script runs/],
    ['what is read', `C=none\nread -r C\n${start.replace('=none', '=$C')}`, /:2 .*read/],
    [
      'what another script sets',
      `C=none\n. ./conf\n${start.replace('=none', '=$C')}`,
      /:1 .*line 2/,
    ],
    [
      'what is cut out',
      `C=xnone\n${start.replace('=none', '=${C#x}')}`,
      /:2 .*when the script runs/,
    ],
    ['what a text for eval runs', `eval "${start}"`, /:1: .*eval/],
    [
      'what make finds',
      `ifdef X\nC = unsafe\nendif\nrun:\n\t${start.replace('=none', '=$(C)')}\n`,
      /C/,
    ],
    [
      'what a branch of make sets, indented',
      `C = none\nifdef X\n  C = unsafe\nendif\nrun:\n\t${start.replace('=none', '=$(C)')}\n`,
      /C/,
    ],
    [
      'what a branch of make sets behind a tab',
      `C = none\nifdef X\n\tC = unsafe\nendif\nrun:\n\t${start.replace('=none', '=$(C)')}\n`,
      /C/,
    ],
    [
      'what one target of make sets',
      `C = none\nrun: C = unsafe\nrun:\n\t${start.replace('=none', '=$(C)')}\n`,
      /C/,
    ],
    ['an option that a variable spells', `${start} -$O x`, /whole argument/],
    [
      'what a shell of make prints',
      `run:\n\t${start.replace('=none', '=$(shell cat c)')}\n`,
      /shell/,
    ],
    [
      'a specifier that decides',
      `[Service]\nExecStart=${start.replace('=none', '=%i')}\n`,
      /SPECIFIER_i/,
    ],
  ])('%s', (_, text, fault) => {
    expect(modesOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  test('the state of a variable in a process of its own', () => {
    expect(modesOf(`C=none\n(C=unsafe)\necho | C=unsafe\n${start.replace('=none', '=$C')}`)).toBe(
      none,
    );
  });
});

test.each([
  [
    'no start of QEMU',
    'echo qemu-system-x86_64 -m 1\nqemu-system-x86_64 --version',
    /no command that starts QEMU/,
  ],
  ['no script', 'qemu-kvm -m 1 "', /no commands of a shell/],
  ['no JSON', '["qemu-kvm",', /no array of arguments/],
  ['no strings', '["qemu-kvm", 1]', /no array of strings/],
  ['a unit without it', '[Service]\nExecStart=/bin/true\n', /no ExecStart/],
])('%s is refused', (_, text, fault) => {
  expect(modesOf(text)).toEqual([expect.stringMatching(fault)]);
});

test('which of two guests is meant has to be said', () => {
  const text = `qemu-kvm -name one ${drive}\nqemu-kvm -smp 2 ${drive}\nqemu-img info a`;
  const source = { path: 'run.sh', text };
  expect(modeOf(read(source, undefined, given))).toEqual([
    expect.stringMatching(/2 disks.*one\/a, 2\/a/),
  ]);
  expect(modeOf(read(source, 'a', given))).toEqual([expect.stringMatching(/no disk "a"/)]);
  expect(modeOf(read(source, '2/a', given))).toBe(none);
  const list = listDisks({ source });
  expect(list).toMatchObject({ value: { what: '2 guests of QEMU' } });
});

test('variables that grow without end are refused in a moment', () => {
  const text = `a=xxxxxxxx\n${'a="$a$a$a$a"\n'.repeat(40)}${start} $a`;
  const begin = performance.now();
  expect(modesOf(text)).toEqual([expect.stringMatching(/too much/)]);
  expect(performance.now() - begin).toBeLessThan(1000);
});
