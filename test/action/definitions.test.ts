import { describe, expect, test } from 'vitest';
import { domainText as domain } from '../harness/domain.ts';
import { pullOfPayload } from '../harness/github-state.ts';
import { factsOf, prepareScene, type Scene } from './prepared-scene.ts';

const file = 'vms/prod.xml';
const configOf = (disk: string, rest = '') => `version: 1\ndisks:\n  prod: { ${disk} }\n${rest}`;
const fromFile = configOf(`from: ${file}`);
const without = configOf(`from: ${file}, without: [iotune]`);

/** A pull request that has one text at its base and another one at its head. */
function pull(before: string, after: string, config = fromFile): Scene {
  return edited({ config, before }, { config, after });
}

function edited(
  base: { readonly config: string; readonly before?: string },
  head: { readonly config: string; readonly after?: string },
): Scene {
  const { after, config } = head;
  return {
    head: config,
    base: {
      'storage-gate.yml': base.config,
      ...(base.before !== undefined && { [file]: base.before }),
    },
    merge: after === undefined ? {} : { [file]: after },
    workspace: after === undefined ? {} : { [file]: after },
  };
}

async function measured(scene: Scene) {
  const prepared = await prepareScene(scene);
  if (prepared.red !== undefined) throw Object.assign(new Error('red at once'), prepared.red);
  const { plan } = prepared.settings;
  const arms = plan.arms.map(({ name, side, target, definition, baseUnread }) => {
    const cache = target.kind === 'disk' ? target.mode.cache : target.kind;
    return { name, side, cache, line: definition?.lines['cache'], baseUnread };
  });
  const of = (side: string) => arms.filter(arm => arm.side === side);
  return { ...prepared, plan, heads: of('head'), bases: of('base') };
}

async function redAtOnce(scene: Scene) {
  return (await prepareScene(scene)).red?.reds.map(({ title, message, at }) => {
    return { title, message, path: at?.path, line: at?.line };
  });
}

describe('a pull request that edits a definition alone', () => {
  test('is measured beside what the file said at the base', async () => {
    const { heads, bases, isUnchanged, asked } = await measured(
      pull(domain(), domain({ cache: 'directsync' })),
    );
    expect(heads).toMatchObject([{ cache: 'directsync', line: 7 }]);
    expect(bases).toMatchObject([{ cache: 'none', line: 7 }]);
    expect(isUnchanged).toBe(false);
    expect(asked.filter(path => decodeURIComponent(path).includes(file))).toHaveLength(2);
  });

  test.each([
    ['a serial number', domain({ serial: 'b2' })],
    ['lines above its disk', domain({ above: '\n    <!-- prod -->\n' })],
    ['nothing at all', domain()],
  ])('changes nothing under test by %s', async (_, after) => {
    expect((await measured(pull(domain(), after))).isUnchanged).toBe(true);
    expect((await measured({ ...pull(domain(), after), status: 'never' })).isUnchanged).toBe(true);
  });

  test('is measured all the same where the config or a label asks for all', async () => {
    const all = configOf(`from: ${file}`, 'measure: all\n');
    const text = domain({ serial: 'b2' });
    expect((await measured(pull(domain(), text, all))).isUnchanged).toBe(false);
    const { pullRequest } = factsOf('', '');
    if (pullRequest === undefined) throw new TypeError('there is no pull request');
    const facts = { pullRequest: { ...pullRequest, labels: ['storage-gate-measure'] } };
    const asked = await measured({ ...pull(domain(), text), facts });
    expect([asked.isUnchanged, asked.bases.length]).toEqual([false, 1]);
  });

  test('leaves out the disks that are as they were', async () => {
    const config = configOf(`from: ${file}`, '  log: { cache: writeback }\n');
    const { plan, heads } = await measured(pull(domain(), domain({ cache: 'directsync' }), config));
    expect(plan.unchanged).toEqual(['log']);
    expect(heads.map(({ name }) => name)).toEqual(['prod']);
  });

  test('is measured where the work tree has another text than its commit', async () => {
    const scene = {
      ...pull(domain(), domain()),
      merge: { [file]: domain({ cache: 'directsync' }) },
    };
    expect((await measured(scene)).isUnchanged).toBe(false);
  });
});

describe('a lower durability class is red before anything is measured', () => {
  test.each([
    ['of a disk that could be', pull(domain(), domain({ cache: 'unsafe' }))],
    [
      'of one on a network',
      pull(domain({ isRbd: true }), domain({ isRbd: true, cache: 'unsafe' })),
    ],
    ['of one that moved to a network', pull(domain(), domain({ isRbd: true, cache: 'unsafe' }))],
    [
      'of one whose head has a field that nobody can measure',
      pull(domain(), domain({ cache: 'unsafe', iops: 500 })),
    ],
  ])('%s, at its line', async (_, scene) => {
    expect(await redAtOnce(scene)).toEqual([
      {
        title: 'regressed: prod',
        message: `prod: cache=unsafe (${file}:7) promises less durability than cache=none, whatever its speed`,
        path: file,
        line: 7,
      },
    ]);
  });

  test('of a disk that the config says, which has no line', async () => {
    const base = { 'storage-gate.yml': configOf('cache: none') };
    expect(await redAtOnce({ base, head: configOf('cache: unsafe') })).toEqual([
      expect.objectContaining({ title: 'regressed: prod', line: undefined }),
    ]);
  });

  test('of a disk that was fields at the base', async () => {
    const scene = edited(
      { config: configOf('cache: writethrough') },
      { config: fromFile, after: domain() },
    );
    expect(await redAtOnce(scene)).toMatchObject([
      {
        message: expect.stringMatching(
          /^prod: cache=none \(vms\/prod\.xml:7\) promises less durability than cache=writethrough/,
        ),
        line: 7,
      },
    ]);
  });

  test.each([
    ['the same class', pull(domain(), domain({ cache: 'writeback' }))],
    ['a higher one', pull(domain({ cache: 'unsafe' }), domain())],
    [
      'a disk that the policy lets pass',
      pull(
        domain(),
        domain({ cache: 'unsafe' }),
        configOf(`from: ${file}`, 'policy: { cells: [{ disk: prod, gate: false }] }\n'),
      ),
    ],
  ])('but not with %s', async (_, scene) => {
    expect(await redAtOnce(scene)).toBeUndefined();
  });

  test('unless somebody accepts it by label and reason; then it is measured', async () => {
    const scene = pull(domain(), domain({ cache: 'unsafe' }));
    const pulled = (body: string | null) => ({
      pulls: [{ ...pullOfPayload, body, labels: [{ name: 'storage-gate-accepted', by: 'ann' }] }],
    });
    const reason = 'Storage-gate-accepted: a cache that is thrown away';
    expect(await redAtOnce({ ...scene, behaviour: pulled(reason) })).toBeUndefined();
    const { red } = await prepareScene({ ...scene, behaviour: pulled(null) });
    expect(red?.notes).toEqual([expect.stringMatching(/needs a reason/)]);
  });

  test('and what can not be measured of the head is told where the class is the same', async () => {
    const scene = pull(domain({ isRbd: true }), domain({ isRbd: true, serial: 'b2' }));
    await expect(prepareScene(scene)).rejects.toMatchObject({
      facts: { problem: expect.stringMatching(/^vms\/prod\.xml:\d+ disk vda: /) },
    });
  });
});

describe('what nobody measures', () => {
  test('is missing at its line where it is all that changed', async () => {
    const scene = pull(domain({ iops: 5000 }), domain({ iops: 500 }), without);
    expect(await redAtOnce(scene)).toEqual([
      {
        title: 'missing: prod',
        message: expect.stringMatching(/iotune.*5000.*500.*not measured/),
        path: file,
        line: 11,
      },
    ]);
  });

  test('is no news where it is as it was', async () => {
    const same = domain({ iops: 500 });
    expect((await measured(pull(same, same, without))).isUnchanged).toBe(true);
  });
});

describe('a base that', () => {
  test('can not be read is missed where its disk is taken away', async () => {
    const both = configOf('cache: none', `  old: { from: ${file} }\n`);
    const gone = configOf('cache: none');
    const scene = edited({ config: both, before: '<domain>' }, { config: gone });
    expect(await redAtOnce(scene)).toMatchObject([
      {
        title: 'missing: old',
        message: expect.stringMatching(
          /^old: the base has it, and it is no longer here; .*prod\.xml/,
        ),
      },
    ]);
    const ungated = 'policy: { cells: [{ disk: old, gate: false }] }\n';
    const free = { ...scene, base: { ...scene.base, 'storage-gate.yml': `${both}${ungated}` } };
    expect(await redAtOnce(free)).toBeUndefined();
  });

  test('lacks the file leaves the head to stored runs, and says so', async () => {
    const scene = edited({ config: 'version: 1\n' }, { config: fromFile, after: domain() });
    const { bases, notes, isUnchanged } = await measured(scene);
    expect(bases).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^prod has no base side: the base ba5e0000/)]);
    expect(isUnchanged).toBe(false);
  });

  test('says its fields is compared by those', async () => {
    const scene = edited(
      { config: configOf('cache: none') },
      { config: fromFile, after: domain() },
    );
    const { bases, notes } = await measured(scene);
    expect(bases).toMatchObject([{ cache: 'none', line: undefined }]);
    expect(notes).toEqual([expect.stringMatching(/edits how definitions are read: prod\.from /)]);
  });

  test.each<[string, Scene['base']]>([
    ['is no XML', { [file]: '<domain' }],
    ['has a field that nobody can measure', { [file]: domain({ iops: 500 }) }],
    ['is a directory', { [`${file}/a`]: '' }],
    ['is a link that leads out', { [file]: { type: 'symlink', target: '/etc/passwd' } }],
    ['is too large', { [file]: { size: 3_000_000 } }],
  ])('%s leaves a head that is never green', async (_, files) => {
    const scene = pull('', domain());
    const { heads, bases, notes } = await measured({
      ...scene,
      base: { 'storage-gate.yml': fromFile, ...files },
    });
    expect(heads).toMatchObject([{ baseUnread: expect.stringMatching(/./) }]);
    expect(bases).toEqual([]);
    expect(notes).toEqual([]);
  });

  test('had another target is told by the disks that there are now', async () => {
    const config = configOf(`from: ${file}, target: vda`);
    await expect(prepareScene(pull(domain(), domain({ target: 'vdb' }), config))).rejects.toThrow(
      /has no disk "vda"/,
    );
  });
});

describe('how a definition is read', () => {
  test.each([
    ['without', `from: ${file}, without: [iotune]`, domain()],
    ['target', `from: ${file}, target: vda`, domain()],
    ['vars', `from: ${file}, vars: { A: b }`, domain()],
    ['as', `from: ${file}, as: libvirt`, domain()],
  ])('is told where a pull request edits %s, and is measured', async (key, disk, text) => {
    const scene = edited(
      { config: fromFile, before: text },
      { config: configOf(disk), after: text },
    );
    const { notes, chosen, isUnchanged } = await measured(scene);
    expect(notes).toEqual([expect.stringMatching(`edits how definitions are read: prod\\.${key}`)]);
    expect(chosen).toEqual([expect.stringContaining(`prod.${key}`)]);
    expect(isUnchanged).toBe(false);
  });

  test('may be by two files that the workflow made, which is told', async () => {
    const config = configOf('from: { head: out/head.xml, base: out/base.xml }');
    const scene = (after: string): Scene => ({
      head: config,
      base: { 'storage-gate.yml': config },
      workspace: { 'out/head.xml': after, 'out/base.xml': domain() },
    });
    const changed = await measured(scene(domain({ cache: 'directsync' })));
    expect(changed.plan.arms.find(({ side }) => side === 'base')?.definition).toMatchObject({
      path: 'out/base.xml',
      given: true,
    });
    const same = await measured(scene(domain()));
    expect(same.isUnchanged).toBe(true);
    expect(same.notes).toEqual([
      expect.stringMatching(/base side of prod was given \(out\/base\.xml/),
    ]);
    expect(await redAtOnce(scene(domain({ cache: 'unsafe' })))).toMatchObject([
      { title: 'regressed: prod', path: 'out/head.xml' },
    ]);
  });
});

test('what is wrong with a head is told before what keeps its base from being known', async () => {
  const behaviour = { badCredentials: true };
  await expect(
    prepareScene({ ...pull(domain(), domain({ iops: 500 })), behaviour }),
  ).rejects.toThrow(/iotune/);
});
