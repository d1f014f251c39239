import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { quoted } from '../text.ts';
import type { Chain, Node } from './nodes.ts';
import type { Option } from './options.ts';
import { sayField } from './sort.ts';

/** What a disk's block nodes do, as fields; what the device says of its write cache is above it. */
export function readStorage(
  { nodes }: Chain,
  writeCache: Option | undefined,
  found: Gathered,
): { readonly isLost: boolean } {
  const { said, refused } = found;
  const [top] = nodes;
  if (top === undefined) return { isLost: false };
  const format = nodes.find(({ driver }) => driver !== 'throttle') ?? top;
  const bottom = nodes.at(-1) ?? top;
  const isFile = format.driver === 'file' || format.driver === 'host_device';
  const driver = format.values.get('format') ?? format.values.get('driver');
  const value = isFile ? 'raw' : format.driver;
  if (/^(?:raw|qcow2)$/.test(value))
    said.push({ name: 'format', value, origin: { line: driver?.line ?? format.line } });

  const cache = top.values.get('cache');
  if (cache !== undefined) {
    const mode = cache.value === 'off' ? 'none' : cache.value;
    said.push({ name: 'cache', value: mode, origin: { line: cache.line } });
  }
  const usual = {
    'cache.direct': /^(?:none|off|directsync)$/.test(cache?.value ?? '') ? 'on' : 'off',
    'cache.no-flush': cache?.value === 'unsafe' ? 'on' : 'off',
  };
  const flags = (['cache.direct', 'cache.no-flush'] as const).map(name => {
    const given = format.values.get(name) ?? top.values.get(name);
    const all = valuesDown(nodes, name, usual[name]);
    // A filter opens nothing, so that O_DIRECT on it does nothing; but each node drops flushes.
    const isFilter = (index: number) =>
      name === 'cache.direct' && nodes[index]?.driver === 'throttle';
    const below = all.find((_, index) => !isFilter(index));
    const inForce = all.map((own, index) => (isFilter(index) ? (below ?? own) : own));
    // A filter without the flag lets pass what those below do.
    const first = inForce[0] === 'off' ? nodes.indexOf(format) : 0;
    const unlike = inForce.findIndex((each, index) => index > first && each !== inForce[first]);
    if (unlike >= 0) refused.push(unlikeFlags(name, nodes, inForce, unlike));
    else if (given !== undefined) sayField(name, given, found);
    return inForce;
  });
  const own = top.values.get('cache.writeback');
  const device = writeCache?.value === 'auto' ? undefined : writeCache;
  const inForce = device ?? own;
  if (inForce !== undefined)
    said.push({ name: 'write-cache', value: inForce.value, origin: { line: inForce.line } });

  const aio = bottom.values.get('aio') ?? top.values.get('aio');
  if (aio !== undefined) said.push({ name: 'aio', value: aio.value, origin: { line: aio.line } });
  readDiscard(nodes, found);
  for (const name of ['lazy-refcounts', 'l2-cache-size']) {
    const option = format.values.get(name);
    if (option !== undefined) sayField(name.replace('y-', 'y_'), option, found);
  }
  if (value === 'raw') sayField('raw-node', { ...format, value: isFile ? 'off' : 'on' }, found);
  if (top.driver === 'throttle') sayField('throttle-node', { ...top, value: 'on' }, found);
  return { isLost: flags[1]?.includes('on') === true };
}

/** What is in force of a flag on each node: children inherit where they stand in their parent. */
function valuesDown(nodes: readonly Node[], name: string, usual: string): string[] {
  const values: string[] = [];
  for (const { values: own, isInline } of nodes) {
    const above = values.at(-1) ?? usual;
    values.push(own.get(name)?.value ?? (values.length === 0 || isInline ? above : 'off'));
  }
  return values;
}

function unlikeFlags(
  name: string,
  nodes: readonly Node[],
  values: readonly string[],
  index: number,
): ReturnType<typeof refusedField> {
  const [node, top] = [nodes[index], nodes[0]];
  const option = node?.values.get(name) ?? top?.values.get(name);
  const shown = name.replace('cache.', '');
  const problem =
    `cache flags differ between file node (${shown}=${values[index]}) and format node ` +
    `(${values[0]}): a node by name inherits nothing`;
  const line = option?.line ?? node?.line ?? 1;
  const field = refusedField(name, { value: `${values[index]}/${values[0]}`, line }, problem);
  return { ...field, remedy: `say ${name} on both nodes, with the same value` };
}

/** Discards and zeroes are decided by the top node, if those below let them through. */
function readDiscard(nodes: readonly Node[], { said, refused }: Gathered): void {
  const wordOf = (option: Option | undefined, usual: string): string =>
    option === undefined ? usual : ({ on: 'unmap', off: 'ignore' }[option.value] ?? option.value);
  const [top, ...below] = nodes;
  const discard = top?.values.get('discard');
  const value = wordOf(discard, 'ignore');
  if (discard !== undefined) said.push({ name: 'discard', value, origin: { line: discard.line } });
  for (const { values, isInline, line } of below) {
    const own = values.get('discard');
    if (value !== 'unmap' || wordOf(own, isInline ? 'unmap' : 'ignore') === 'unmap') continue;
    const at = { value: 'ignore', line: own?.line ?? line };
    const problem = 'discard=unmap of the format node does nothing: the file node ignores discards';
    refused.push({ ...refusedField('discard', at, problem), remedy: 'say discard=unmap on both' });
  }
  const isFilter = top?.driver === 'throttle';
  const zeroes =
    top?.values.get('detect-zeroes') ??
    (isFilter ? below[0]?.values.get('detect-zeroes') : undefined);
  if (zeroes !== undefined) {
    const { value: detects, line } = zeroes;
    if (detects === 'unmap' && value !== 'unmap') {
      const problem = `detect-zeroes=unmap without discard=unmap is refused by QEMU`;
      refused.push(refusedField('detect-zeroes', { value: detects, line }, problem));
    } else said.push({ name: 'detect-zeroes', value: detects, origin: { line } });
  }
  for (const { values } of below) {
    const own = values.get('detect-zeroes');
    // Zeroes that the top node finds reach no node below it as zeroes.
    if (own === undefined || own.value === 'off' || own.value === zeroes?.value) continue;
    const problem = `detect-zeroes=${quoted(own.value)} on the file node alone, which the gate has not`;
    refused.push(refusedField('detect-zeroes', own, problem, 'without'));
  }
}
