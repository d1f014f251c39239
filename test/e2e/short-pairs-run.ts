import { requireSettings } from '../../src/config/settings.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { printRun } from './print-run.ts';

// Two rounds of the suite pairs with seconds and sizes cut, which no option does: a disk with its
// base side and with the yardstick in one file, and one of another format, whose images are new in
// each round. Words: a directory, and settings and facts of the suite that are others, as JSON.
// Prints the run document.
const [directory = '', others = '{}', more = '{}'] = process.argv.slice(2);
const whole = pairsSuite('quick');
const chosen = ['randread-4k-qd32', 'syncwrite-4k-qd1', 'write-1m-qd2'];
const suite = {
  ...whole,
  seconds: 0.3,
  ...(JSON.parse(more) as object),
  workloads: whole.workloads.filter(({ name }) => chosen.includes(name)),
};
const settings = requireSettings({
  raw: {
    suite: 'pairs',
    workloads: chosen.join(','),
    disks: ['name=prod,cache=none,size=64MiB', 'name=other,format=qcow2,cache=none,size=64MiB'],
    baseDisks: ['name=prod,cache=none,size=64MiB'],
    rounds: '2',
    accel: 'tcg',
    directory,
    // Where it has no network of its own, others may measure before it.
    'lock-wait': '1h',
    ...(JSON.parse(others) as object),
  },
  origin: 'cli',
  kept: true,
  randomSeed: 1,
  workspace: directory,
});
await printRun({ ...settings, plan: { ...settings.plan, suite } });
