import { requireSettings } from '../../src/config/settings.ts';
import { runGate } from '../../src/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { guestCache } from './guest-setup.ts';

// Two rounds of the suite pairs with one workload and its seconds cut, which no option does, of a
// disk without a base side. Words: a directory, and that of the store. Prints the document.
const [directory = '', path = ''] = process.argv.slice(2);
const workload = 'randread-4k-qd1';
const whole = pairsSuite('quick');
const workloads = whole.workloads.filter(({ name }) => name === workload);
const settings = requireSettings({
  raw: {
    suite: 'pairs',
    workloads: workload,
    disks: ['name=prod,cache=none,size=64MiB'],
    rounds: '2',
    accel: 'tcg',
    directory,
    'lock-wait': '1h',
  },
  origin: 'cli',
  kept: true,
  randomSeed: 1,
  workspace: directory,
});
const suite = { ...whole, seconds: 0.3, workloads };
await using store = await openDirectoryStore({ path });
await runGate({
  ...settings,
  plan: { ...settings.plan, suite },
  store,
  record: true,
  commit: null,
  cacheDirectory: guestCache,
  toolVersion: '0.0.0-test',
  onProgress: () => undefined,
  signal: new AbortController().signal,
  keep: async run => void process.stdout.write(encodeRun(run)),
  publish: () => Promise.resolve(),
});
