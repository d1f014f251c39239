import { parseConfigFile } from '../config/file.ts';
import { refusal } from '../config/file-errors.ts';
import { parseShape } from '../config/shape.ts';
import { isShaped, ownWorkloads } from '../config/workloads.ts';
import { jsonText } from '../plain-text.ts';
import { describeShape, joiningShapes, shapeDigest, usualShapes } from '../suites/shape.ts';
import { configFileOf, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate workloads`: those of the suite pairs and of the config, in words or as JSON. */
export async function workloadsCommand(options: Options, terminal: Terminal): Promise<number> {
  const file = await configFileOf(options);
  const config = file && parseConfigFile(file);
  const own = config?.ok === true ? (ownWorkloads([config.value]) ?? []).filter(isShaped) : [];
  const shapes = own.map(parseShape);
  const faults = [config, ...shapes].flatMap(one => (one?.ok === false ? one.rejections : []));
  if (faults.length > 0) throw refusal(faults, file);
  const workloads = [
    ...usualShapes,
    ...joiningShapes.map(({ workload }) => workload),
    ...shapes.flatMap(shape => (shape.ok ? [shape.value] : [])),
  ].map(shape => ({ ...shape, asks: describeShape(shape), digest: shapeDigest(shape) }));
  const lines = workloads.map(one => `${one.name.padEnd(24)} ${one.asks} (${one.digest})\n`);
  terminal.print(options.format === 'json' ? jsonText({ workloads }) : lines.join(''));
  return 0;
}
