import { describeError, exitStatusOf } from '../../src/errors.ts';
import { checkDirectory } from '../../src/host/directory.ts';
import { mountOf } from '../../src/host/drive.ts';
import { prepareHostFiles } from '../../src/host/host-arm.ts';
import { rulesOf } from '../../src/suites/registry.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

// `driver.ts COMMAND DIRECTORY`, for tests that need mounts of their own: prints the value as JSON,
// or ends as the product would end.
const [command, path = ''] = process.argv.slice(2);
const { files } = rulesOf(sysbenchSuite);
if (files === undefined) throw new TypeError('sysbench has files');
const commands: Record<string, () => Promise<unknown>> = {
  check: () => checkDirectory({ path, bytesNeeded: 0, allowTmpfs: false }),
  direct: () => checkDirectory({ path, bytesNeeded: 0, allowTmpfs: true, direct: true }),
  mount: () => mountOf(path),
  prepare: () => prepareHostFiles({ directory: path, files, direct: false }),
};
try {
  console.log(JSON.stringify(await commands[command ?? '']?.()));
} catch (error) {
  console.error(describeError(error));
  process.exitCode = exitStatusOf(error);
}
